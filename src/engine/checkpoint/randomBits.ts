/** Draws 32 random bits as a number in [0, 2³²). */
export type RandomBits = () => number;

/** A generator of its own for each seed and label: xoshiro128** (https://prng.di.unimi.it), fast and reproducible. */
export function randomBits(seed: number, label: string): RandomBits {
  return xoshiro(spread(hashOf(label) ^ Math.imul(seed, 0x9e3779b1)));
}

/** The generator on a given state, which must not be all zero. */
export function xoshiro([s0, s1, s2, s3]: [number, number, number, number]): RandomBits {
  return () => {
    const bits = Math.imul(rotate(Math.imul(s1, 5), 7), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotate(s3, 11);
    return bits >>> 0;
  };
}

function rotate(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

/** FNV-1a: names that differ in one letter get unrelated numbers. */
function hashOf(label: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

/** Four state words out of one: a Weyl sequence, mixed. No state of it is all zero. */
function spread(start: number): [number, number, number, number] {
  return [
    mix(start + 0x9e3779b9),
    mix(start + 2 * 0x9e3779b9),
    mix(start + 3 * 0x9e3779b9),
    mix(start + 4 * 0x9e3779b9),
  ];
}

function mix(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
  return twice ^ (twice >>> 15);
}
