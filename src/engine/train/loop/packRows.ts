import type { Sequence } from '../batch/sequence.ts';

/** How much one run may hold. */
export interface RunLimits {
  /** Most tokens of a row; a longer sequence cannot be learned from. */
  readonly rowTokens: number;
  /** Most tokens of a run, padding included: what bounds its memory. */
  readonly runTokens: number;
}

/** Rows of one run. */
export type PackedRun<S> = readonly (readonly S[])[];

/** Lays sequences into rows, longest first, each into the first row with room, and rows into runs. None may be longer than a row. */
export function packRuns<S extends Sequence>(sequences: readonly S[], limits: RunLimits): PackedRun<S>[] {
  const sorted = sequences.toSorted((a, b) => b.ids.length - a.ids.length);
  const rowLength = bestRowLength(
    sorted.map(({ ids }) => ids.length),
    limits,
  );
  const rows = fill(sorted, rowLength, ({ ids }) => ids.length);
  const rowsPerRun = Math.max(1, Math.floor(limits.runTokens / rowLength));
  const runs = Math.ceil(rows.length / rowsPerRun);
  // Runs of equal size: a short last one would use the processor badly.
  const even = Math.ceil(rows.length / runs);
  return Array.from({ length: runs }, (_, i) => rows.slice(i * even, (i + 1) * even)).filter(
    ({ length }) => length > 0,
  );
}

/**
 * The row length that wastes least. Every row is as long as the longest, and a token's attention costs by the row's length
 * as much as `attentionShare` of it costs by the token: long rows have little padding, but look at more.
 */
function bestRowLength(lengths: readonly number[], { rowTokens }: RunLimits): number {
  const [longest = 1] = lengths;
  const candidates = Array.from({ length: 16 }, (_, i) => Math.round(longest + (i * (rowTokens - longest)) / 15));
  const cost = (rowLength: number): number =>
    fill(lengths, rowLength, (length) => length).length * rowLength * (1 + rowLength * attentionShare);
  return candidates.map((length) => ({ length, cost: cost(length) })).reduce((a, b) => (b.cost < a.cost ? b : a))
    .length;
}

/** Measured at a width of 192: rows of 500 tokens cost twice as much a token as very short ones. */
const attentionShare = 1 / 500;

function fill<T>(items: readonly T[], rowLength: number, lengthOf: (item: T) => number): T[][] {
  const rows: { room: number; items: T[] }[] = [];
  for (const item of items) {
    const length = lengthOf(item);
    let row = rows.find(({ room }) => room >= length);
    if (!row) rows.push((row = { room: rowLength, items: [] }));
    row.room -= length;
    row.items.push(item);
  }
  return rows.map((row) => row.items);
}
