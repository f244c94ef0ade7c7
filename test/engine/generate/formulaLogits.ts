/** Logits that test/golden/generate/sampling.py computes in the same way: a few likely tokens and a long tail. */
export function formulaLogits(seed: number, size: number): Float32Array {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length: size }, () => {
    const spread = uniform() + uniform() + uniform() - 1.5;
    let peak = uniform();
    for (let i = 0; i < 6; i++) peak *= peak;
    return 4 * spread + 9 * peak;
  });
}
