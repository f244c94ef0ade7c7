/** Two small whole numbers: what Python would write as a tuple. */
export type Pair = readonly [number, number];

/**
 * The order in which CPython (3.11 checked) iterates over the set of these pairs, filled in the given order.
 * The published preprocessing walks over such a set, so that its ties fall as the hash table happens to lie.
 */
export function tupleSetOrder(pairs: readonly Pair[]): Pair[] {
  let table = emptyTable(8);
  let used = 0;
  for (const pair of pairs) {
    if (!insert(table, pair)) continue;
    used++;
    // CPython keeps the table at most three fifths full, and then takes the first power of two above four times the entries.
    if (used * 5 >= (table.length - 1) * 3) table = grown(table, used * 4);
  }
  return table.filter((entry) => entry !== undefined);
}

type Table = (Pair | undefined)[];

function emptyTable(size: number): Table {
  return Array.from<Pair | undefined>({ length: size });
}

function grown(table: Table, moreThan: number): Table {
  let size = 8;
  while (size <= moreThan) size *= 2;
  const larger = emptyTable(size);
  for (const entry of table) if (entry) insert(larger, entry);
  return larger;
}

/** Puts the pair into the first free slot of its probe sequence; false if it was there already. */
function insert(table: Table, pair: Pair): boolean {
  for (const slot of probes(tupleHash(pair), table.length - 1)) {
    const entry = table[slot];
    if (!entry) {
      table[slot] = pair;
      return true;
    }
    if (entry[0] === pair[0] && entry[1] === pair[1]) return false;
  }
  throw new RangeError('A table that is never full has a free slot.');
}

/** Slots in the order CPython tries them: a run of ten neighbours where it fits, then a jump by the hash's higher bits. */
function* probes(hash: bigint, mask: number): Generator<number> {
  const neighbours = 9;
  let slot = Number(hash & BigInt(mask));
  for (let perturb = hash >> 5n; ; perturb >>= 5n) {
    const run = slot + neighbours <= mask ? neighbours : 0;
    for (let i = 0; i <= run; i++) yield slot + i;
    slot = Number((BigInt(slot) * 5n + 1n + perturb) & BigInt(mask));
  }
}

// The primes of the 64-bit xxHash, from which CPython takes its hash of tuples.
const prime1 = 11400714785074694791n;
const prime2 = 14029467366897019727n;
const prime5 = 2870177450012600261n;

/** CPython's hash of a tuple of two small whole numbers, as an unsigned 64-bit number. A small number hashes to itself. */
function tupleHash(pair: Pair): bigint {
  let hash = prime5;
  for (const value of pair) {
    hash = low64(hash + BigInt(value) * prime2);
    hash = low64((hash << 31n) | (hash >> 33n));
    hash = low64(hash * prime1);
  }
  return low64(hash + (BigInt(pair.length) ^ prime5 ^ 3527539n));
}

function low64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
