import { EngineError } from '../api/errors.ts';
import { kthLargest } from './kthLargest.ts';

// V vocabulary · N tokens that may be drawn

/** How the next token is picked; the ranges are those of `GenerationOptions`. */
export interface SamplingOptions {
  /** 0 is greedy. */
  readonly temperature: number;
  /** 0 keeps all. */
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly repetitionPenalty: number;
}

/** Picks a token id. The repetition penalty counts the ids in `answer`; `random` returns a number in [0, 1). */
export function chooseToken(
  logits_V: Float32Array,
  options: SamplingOptions,
  answer: ReadonlySet<number>,
  random: () => number,
): number {
  const penalised_V = penalise(logits_V, answer, options.repetitionPenalty);
  if (options.temperature === 0) return argmax(penalised_V);
  return draw(candidates(penalised_V, options), random());
}

/** Makes ids in the answer less likely: positive logits are divided by the penalty, negative ones multiplied (CTRL, §4.1). */
export function penalise(logits_V: Float32Array, answer: ReadonlySet<number>, penalty: number): Float32Array {
  if (penalty === 1 || answer.size === 0) return logits_V;
  const penalised_V = logits_V.slice();
  for (const id of answer) {
    const logit = logits_V[id]!; // Ids of the answer were chosen from logits of this length.
    penalised_V[id] = logit < 0 ? logit * penalty : logit / penalty;
  }
  return penalised_V;
}

/** The id of the largest logit; the lowest id wins a tie. */
export function argmax(logits_V: Float32Array): number {
  let best = 0;
  for (let id = 0; id < logits_V.length; id++) {
    const logit = logits_V[id]!;
    if (logit > logits_V[best]!) best = id;
    if (Number.isNaN(logit)) throw new EngineError('generation/not-a-number', { tokenId: id });
  }
  if (!Number.isFinite(logits_V[best])) throw new EngineError('generation/not-a-number', { tokenId: best });
  return best;
}

/** Tokens that may be drawn, by id, with weights relative to the likeliest token's, which is 1. */
export interface Candidates {
  readonly ids_N: Int32Array;
  readonly weights_N: Float64Array;
}

/**
 * Applies temperature, top-k, top-p and min-p in the order of the transformers library.
 * Each filter keeps the tokens above some weight, so only the strictest limit counts; tokens of equal weight stay together.
 */
export function candidates(logits_V: Float32Array, { temperature, topK, topP, minP }: SamplingOptions): Candidates {
  const best = logits_V[argmax(logits_V)]!;
  const ids_N = likeliest(logits_V, topK);
  const weights_N = new Float64Array(ids_N.length);
  for (let i = 0; i < ids_N.length; i++) weights_N[i] = Math.exp((logits_V[ids_N[i]!]! - best) / temperature);
  const all = { ids_N, weights_N };
  // A weight that has underflowed to 0 must not be drawn even where no filter is on.
  return withWeight(all, Math.max(minP, nucleusLimit(all, topP), Number.MIN_VALUE));
}

/** The ids of the k largest logits, with any that equal the k-th; all ids when k is 0. */
function likeliest(logits_V: Float32Array, k: number): Int32Array {
  const least = k === 0 || k >= logits_V.length ? -Infinity : kthLargest(logits_V, k);
  const ids = new Int32Array(logits_V.length);
  let count = 0;
  for (let id = 0; id < logits_V.length; id++) if (logits_V[id]! >= least) ids[count++] = id;
  return ids.subarray(0, count);
}

/** The smallest weight in the nucleus: the fewest heaviest tokens that hold the share `topP` of all weight. */
function nucleusLimit(all: Candidates, topP: number): number {
  if (topP === 1) return 0;
  const total = sum(all.weights_N);
  // Tokens lighter than this weigh less than 1 - topP all together, so none is in the nucleus and few are left to sort.
  const negligible = ((1 - topP) * total) / all.weights_N.length;
  const ascending = withWeight(all, negligible).weights_N.sort();
  let lightest = ascending.length;
  for (let mass = 0; mass < topP * total && lightest > 0;) mass += ascending[--lightest]!;
  return ascending[lightest]!;
}

/** The candidates that weigh at least `least`, in arrays of their own. Plain loops: callbacks take ten times as long. */
function withWeight({ ids_N, weights_N }: Candidates, least: number): Candidates {
  const kept = { ids_N: new Int32Array(ids_N.length), weights_N: new Float64Array(ids_N.length) };
  let count = 0;
  for (let i = 0; i < ids_N.length; i++) {
    if (weights_N[i]! < least) continue;
    kept.ids_N[count] = ids_N[i]!;
    kept.weights_N[count++] = weights_N[i]!;
  }
  return { ids_N: kept.ids_N.subarray(0, count), weights_N: kept.weights_N.subarray(0, count) };
}

/** The candidate under the point `share` (in [0, 1)) of all weight laid end to end. */
function draw({ ids_N, weights_N }: Candidates, share: number): number {
  let rest = share * sum(weights_N);
  const last = ids_N.length - 1;
  for (let i = 0; i < last; i++) {
    rest -= weights_N[i]!;
    if (rest < 0) return ids_N[i]!;
  }
  return ids_N[last]!; // The likeliest token is always a candidate.
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
