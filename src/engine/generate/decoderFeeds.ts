// T language-model tokens of a run · E embedding-module rows of it · D width

import { embeddingStack, type ModelConfig, type StackConfig } from '../model/config.ts';
import { rotaryRows } from '../model/rotaryTables.ts';
import type { Feeds } from '../session/deviceSession.ts';
import { float32, int64 } from '../tensor/hostTensor.ts';
import { joined } from '../tensor/joined.ts';
import { rowCount, type Step } from './prefillSteps.ts';
import type { SequenceLengths } from './sequenceLengths.ts';
import type { SequenceCache } from './sequenceCache.ts';
import type { CacheStep, StackCache, StackName, Tensors } from './stackCache.ts';
import type { TextRows } from './textRows.ts';

/** Where a step's rows come from. */
export interface RowSource {
  readonly config: ModelConfig;
  readonly textRows: TextRows;
}

/** One run of a decoder graph over a step, but for `logit_rows`. `lengths` are those of the whole sequence. */
export async function beginStep(
  source: RowSource,
  sequence: SequenceCache,
  step: Step,
  lengths: SequenceLengths,
): Promise<CacheStep> {
  const behind = await beginBehind(source, sequence, step, lengths);
  const holistic = await beginHolistic(source, sequence, [step], lengths);
  return together([behind, holistic], {});
}

/** One run of the holistic layers alone, over steps that follow each other. Without such layers, only the steps' rows. */
export async function beginHolistic(
  source: RowSource,
  { stacks }: SequenceCache,
  steps: readonly Step[],
  lengths: SequenceLengths,
): Promise<CacheStep> {
  const { config } = source;
  const entering = await Promise.all(steps.map((step) => stepRows(source, step)));
  const count = steps.reduce((sum, { rows }) => sum + rows, 0);
  const rows = float32([count, config.language.width], joined(entering));
  const embedding = embeddingStack(config);
  if (!embedding || !stacks.embedding) return together([], { rows });
  return together([await beginStack('embedding', stacks.embedding, embedding, [count, lengths.embedding])], { rows });
}

/** One run of what lies behind the holistic layers, but for their `rows` and for `logit_rows`. */
export async function beginBehind(
  { config }: RowSource,
  { stacks }: SequenceCache,
  step: Step,
  lengths: SequenceLengths,
): Promise<CacheStep> {
  const language = await beginStack('language', stacks.language, config.language, [step.tokens, lengths.language]);
  return together([language], isPost(config) ? foldFeeds(step) : {});
}

function isPost(config: ModelConfig): boolean {
  return config.layout === 'hovle' && config.pixelShuffle === 'post';
}

/** A stack's caches and the rotation of its new tokens. */
async function beginStack(
  name: StackName,
  cache: StackCache,
  { rope, headWidth }: StackConfig,
  [count, length]: readonly [count: number, length: number],
): Promise<CacheStep> {
  const { cosine, sine } = rotaryRows(rope, headWidth, { begin: cache.tokens, count, length });
  const shape = [count, headWidth / 2];
  const rotation = { [`${name}.cosine`]: float32(shape, cosine), [`${name}.sine`]: float32(shape, sine) };
  return together([await cache.begin(count, length)], rotation);
}

function together(runs: readonly CacheStep[], feeds: Feeds): CacheStep {
  return {
    feeds: runs.reduce((all, run) => ({ ...all, ...run.feeds }), feeds),
    fetches: runs.flatMap(({ fetches }) => fetches),
    inPlace: runs.reduce((all, run) => ({ ...all, ...run.inPlace }), {}),
    done: (outputs) => {
      for (const run of runs) run.done(outputs);
    },
  };
}

/** Text embeddings and picture features of the step, [E, D]. */
export async function stepRows({ config, textRows }: RowSource, step: Step): Promise<Float32Array> {
  const D = config.language.width;
  const rows = new Float32Array(step.rows * D);
  let offset = 0;
  for (const piece of step.pieces) {
    if (piece.kind === 'text') textRows.read(piece.ids, rows.subarray(offset * D));
    else rows.set((await piece.span.features()).subarray(piece.begin * D, piece.end * D), offset * D);
    offset += rowCount(piece);
  }
  return rows;
}

/** Post layout: which rows are patches to fold, and the order in which the language model reads rows and folded tokens. */
function foldFeeds(step: Step): Tensors {
  const patches: number[] = [];
  const order: number[] = [];
  let folded = step.rows;
  let row = 0;
  const ratio = (step.rows - textCount(step)) / Math.max(1, step.tokens - textCount(step));
  for (const piece of step.pieces) {
    const own = Array.from({ length: rowCount(piece) }, (_, i) => row + i);
    row += own.length;
    if (piece.kind === 'text') order.push(...own);
    else {
      patches.push(...own);
      for (let i = 0; i < own.length / ratio; i++) order.push(folded++);
    }
  }
  return { patch_rows: int64([patches.length], patches), order: int64([order.length], order) };
}

function textCount(step: Step): number {
  return step.pieces.reduce((sum, piece) => sum + (piece.kind === 'text' ? piece.ids.length : 0), 0);
}
