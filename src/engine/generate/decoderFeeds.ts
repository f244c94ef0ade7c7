// T language-model tokens of a run · E embedding-module rows of it · D width · P rows of a cache

import { embeddingStack, type ModelConfig, type StackConfig } from '../model/config.ts';
import { rotaryRows } from '../model/rotaryTables.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';
import { causalMask } from './attentionMask.ts';
import type { StackCache } from './keyValueCache.ts';
import { rowCount, type Step } from './prefillSteps.ts';
import type { SequenceLengths } from './sequenceLengths.ts';
import type { SequenceCache } from './sequenceCache.ts';
import type { TextRows } from './textRows.ts';

export type Tensors = Readonly<Record<string, HostTensor>>;

/** Where a step's rows come from. */
export interface RowSource {
  readonly config: ModelConfig;
  readonly textRows: TextRows;
}

/** The decoder graph's inputs for one step, but for `logit_rows`. `lengths` are those of the whole sequence. */
export async function stepFeeds(
  parts: RowSource,
  sequence: SequenceCache,
  step: Step,
  lengths: SequenceLengths,
): Promise<Tensors> {
  const { config } = parts;
  const embedding = embeddingStack(config);
  return {
    rows: float32([step.rows, config.language.width], await stepRows(parts, step)),
    ...(embedding &&
      sequence.embedding &&
      stackFeeds({ name: 'embedding', stack: embedding, cache: sequence.embedding }, step.rows, lengths.embedding)),
    ...stackFeeds(
      { name: 'language', stack: config.language, cache: sequence.language },
      step.tokens,
      lengths.language,
    ),
    ...(config.layout === 'hovle' && config.pixelShuffle === 'post' && foldFeeds(step)),
  };
}

/** Names of the outputs with the caches' new rows. */
export function cacheOutputs(config: ModelConfig): string[] {
  const layers = (name: string, stack: StackConfig | undefined): string[] =>
    Array.from({ length: stack?.layers ?? 0 }, (_, layer) => `${name}.${layer}`);
  const all = [...layers('embedding', embeddingStack(config)), ...layers('language', config.language)];
  return all.flatMap((layer) => [`${layer}.new.keys`, `${layer}.new.values`]);
}

/** Adds a step's new rows to the caches. */
export function appendOutputs(sequence: SequenceCache, step: Step, outputs: Tensors): void {
  const reader = (name: string) => (layer: number) => ({
    keys: numbers(outputs, `${name}.${layer}.new.keys`),
    values: numbers(outputs, `${name}.${layer}.new.values`),
  });
  sequence.embedding?.append(step.rows, reader('embedding'));
  sequence.language.append(step.tokens, reader('language'));
}

/** A float32 output. */
export function numbers(outputs: Tensors, name: string): Float32Array {
  const tensor = outputs[name];
  if (tensor?.dtype !== 'float32') throw new TypeError(`The graph has no float32 output ${name}.`);
  return tensor.data;
}

/** Text embeddings and picture features of the step, [E, D]. */
async function stepRows({ config, textRows }: RowSource, step: Step): Promise<Float32Array> {
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

interface CachedStack {
  readonly name: string;
  readonly stack: StackConfig;
  readonly cache: StackCache;
}

function stackFeeds({ name, stack, cache }: CachedStack, count: number, length: number): Tensors {
  const { rope, headWidth, heads, keyValueHeads } = stack;
  const { cosine, sine } = rotaryRows(rope, headWidth, { begin: cache.rows - 1, count, length });
  const shape = [count, headWidth / 2];
  const past = Array.from({ length: stack.layers }, (_, layer) => {
    const { keys, values } = cache.past(layer);
    return [
      [`${name}.${layer}.past.keys`, keys],
      [`${name}.${layer}.past.values`, values],
    ] as const;
  });
  return {
    [`${name}.cosine`]: float32(shape, cosine),
    [`${name}.sine`]: float32(shape, sine),
    [`${name}.mask`]: causalMask(count, cache.rows, heads / keyValueHeads),
    [`${name}.lengths`]: int64([2], [cache.rows, count]),
    ...Object.fromEntries(past.flat()),
  };
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
