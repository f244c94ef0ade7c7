import type { Decoder, DecoderCache } from '../src/engine/generate/decoder.ts';

/** Above any logit that a model gives. */
const certain = 1e30;

/**
 * A decoder that computes all that the real one does, and then has every step call for the next token of `script`. Random
 * weights answer nothing sensible; so a known text can be written at the real price of each step.
 */
export function scriptedDecoder(decoder: Decoder, promptTokens: number, script: readonly number[]): Decoder {
  const V = decoder.vocabularySize;
  const callFor = (logits: Float32Array, firstPosition: number): Float32Array => {
    for (let row = 0; row < logits.length / V; row++) logits[row * V + (script[firstPosition + row] ?? 0)] = certain;
    return logits;
  };
  return {
    vocabularySize: V,
    contextLimit: decoder.contextLimit,
    newCache: () => decoder.newCache(),
    prefill: async (cache, prompt, options) => callFor(await decoder.prefill(cache, prompt, options), 0),
    extend: async (cache: DecoderCache, ids: readonly number[]) => {
      const written = cache.length - promptTokens;
      return callFor(await decoder.extend(cache, ids), written + 1);
    },
  };
}
