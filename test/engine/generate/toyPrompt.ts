import type { ImageSpan, TextSpan } from '../../../src/engine/generate/decoder.ts';

/** A stretch of text tokens. */
export function text(...ids: number[]): TextSpan {
  return { kind: 'text', ids };
}

/** A picture whose features are its key, so that a wrong picture shows in the answer. */
export function picture(key: string, tokenCount: number): ImageSpan {
  return {
    kind: 'image',
    key,
    tokenCount,
    embeddingTokenCount: tokenCount,
    placeholderId: 0,
    features: () => Promise.resolve(Float32Array.from(key, (letter) => letter.charCodeAt(0))),
  };
}
