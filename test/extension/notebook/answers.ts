import type { Answer } from '../../../src/engine/api/answerApi.ts';

/** An answer with some of its properties given. */
export function answer(some: Partial<Answer>): Answer {
  return {
    ...{ text: 'A **cat**.', tokenIds: [1, 2], promptTokenIds: [1], embeddingTokenIds: [1], finish: 'stop' },
    images: [{ path: '/home/secret/cat.png', width: 2, height: 1, grid: [1, 1], tiles: 1 }],
    ...{ model: '/home/secret/hovle-nano/', trained: true, small: true },
    ...{ device: 'cpu', precision: 'int8', memoryBytes: 1 },
    timings: {
      ...{ loadMs: 1, imageMs: 1, prefillMs: 1, firstTokenMs: 500, decodeMs: 1000, prefillTokens: 3, decodeTokens: 12 },
      tokensPerSecond: 12,
    },
    ...some,
  };
}
