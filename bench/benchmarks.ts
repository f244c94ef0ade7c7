import { activation } from './activation.ts';
import type { Benchmark } from './benchmark.ts';
import { decode } from './decode.ts';
import { explorer } from './explorer.ts';
import { editorResponse } from './editorResponse.ts';
import { firstExplanation } from './firstExplanation.ts';
import { firstToken } from './firstToken.ts';
import { fullSize } from './fullSize.ts';
import { load } from './load.ts';
import { prefill } from './prefill.ts';
import { promptLookup } from './promptLookup.ts';
import { quantizationError } from './quantizationError.ts';
import { roof } from './roof.ts';
import { trainingStep } from './trainingStep.ts';
import { umapBenchmark } from './umap.ts';

/** Every benchmark by its name on the command line. Those that need a folder are run only when asked for. */
export const benchmarks = {
  roof: { run: roof, needsFolder: false },
  'full-size': { run: fullSize, needsFolder: false },
  load: { run: load, needsFolder: false },
  decode: { run: decode, needsFolder: false },
  prefill: { run: prefill, needsFolder: false },
  'first-token': { run: firstToken, needsFolder: false },
  'prompt-lookup': { run: promptLookup, needsFolder: false },
  'quantization-error': { run: quantizationError, needsFolder: true },
  'training-step': { run: trainingStep, needsFolder: false },
  explorer: { run: explorer, needsFolder: false },
  'editor-response': { run: editorResponse, needsFolder: false },
  activation: { run: activation, needsFolder: false },
  'first-explanation': { run: firstExplanation, needsFolder: false },
  umap: { run: umapBenchmark, needsFolder: false },
} satisfies Record<string, { run: Benchmark; needsFolder: boolean }>;

export type BenchmarkName = keyof typeof benchmarks;

export function isBenchmark(word: string): word is BenchmarkName {
  return Object.hasOwn(benchmarks, word);
}
