import type { EncodeOptions, TextPart, Tokenizer } from './tokenizer.ts';

/** A tokenizer that keeps what it encoded last: in training, the same questions come again and again. */
export function rememberingTokenizer(tokenizer: Tokenizer, entries = 10_000): Tokenizer {
  const kept = new Map<string, number[]>();
  return {
    ...tokenizer,
    encodeParts: (parts: readonly TextPart[], options?: EncodeOptions) => {
      const key = JSON.stringify([parts, options]);
      const before = kept.get(key);
      if (before) return [...before];
      const ids = tokenizer.encodeParts(parts, options);
      // The oldest entry goes: a map keeps the order in which its keys came.
      if (kept.size >= entries) kept.delete(kept.keys().next().value ?? '');
      kept.set(key, ids);
      return [...ids];
    },
  };
}
