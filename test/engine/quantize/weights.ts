/** Normally distributed numbers from a seed (mulberry32 and Box–Muller), for tests that need weights and inputs. */
export function gaussian(count: number, seed: number): Float32Array {
  const random = uniform(seed);
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
  );
}

/** Inputs [tokens, columns] in which neighbouring columns resemble each other, as they do between the layers of a model. */
export function correlated(tokens: number, columns: number, seed: number): Float32Array {
  const x_TK = gaussian(tokens * columns, seed);
  for (let i = 0; i < x_TK.length; i++) if (i % columns > 0) x_TK[i] = 0.9 * x_TK[i - 1]! + 0.44 * x_TK[i]!;
  return x_TK;
}

function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
