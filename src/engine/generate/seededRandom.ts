/**
 * A random number generator that repeats itself for the same seed: numbers in [0, 1) in steps of 2⁻³².
 * It is sfc32 of Chris Doty-Humphrey's PractRand, seeded as there with 64 bits.
 */
export function seededRandom(seed: number): () => number {
  const state: State = [0, seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 1];
  for (let round = 0; round < 12; round++) nextWord(state);
  return () => nextWord(state) / 2 ** 32;
}

type State = [a: number, b: number, c: number, counter: number];

function nextWord(state: State): number {
  const [a, b, c, counter] = state;
  const word = (a + b + counter) >>> 0;
  state[0] = b ^ (b >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + word) | 0;
  state[3] = (counter + 1) | 0;
  return word;
}
