// T language-model tokens · N tokens that are learned from · V vocabulary

import { batchEmbeds, batchLogits } from '../model/batch.ts';
import { cast, multiply, reduceAxes, reshape, subtract } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import { int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';
import type { Placed } from './batch/placeSequences.ts';
import { tokenBefore, type Sequence } from './batch/sequence.ts';
import type { AnswerScore, Stage } from './stage.ts';

/** A sequence some of whose tokens are to be foretold from those before. */
export interface Answer extends Sequence {
  /** How much each token counts, one number a token; 0 where it is only read. */
  readonly weights: ArrayLike<number>;
}

/** Next-token prediction: the mean of −log p(token | tokens before), weighted by the tokens' weights. */
export const nextTokenLoss = nextTokenLossOver(batchEmbeds);

/** The same over tokens that are embedded in another way: a function from the graph's inputs to [T, D]. */
export function nextTokenLossOver(embeds: typeof batchEmbeds): Pick<Stage<Answer>, 'loss' | 'feeds' | 'scores'> {
  return {
    loss: (g, config) => crossEntropy(g, batchLogits(g, embeds(g, config), config)),
    feeds: (placed, all) =>
      answerFeeds(
        placed,
        all.reduce((sum, { weights }) => sum + totalOf(weights), 0),
      ),
    // The graph has this output, in float32.
    scores: (placed, { hits }) => scoresOf(placed, hits!.data as Float32Array),
  };
}

/**
 * Σ w (log Σ eˡ − l_target) over rows of logits [N, V]: the target's logit against all of them. Beside it `hits` [N, 1]:
 * 1 where the target is the likeliest.
 */
function crossEntropy(g: GraphBuilder, logits: Value): Value {
  const N = logits.shape[0] ?? 1;
  const targets = g.input('targets', 'int64', [N, 1]);
  const weights = g.input('weights', 'float32', [N, 1]);
  const chosen = g.one('GatherElements', [logits, targets], { attributes: { axis: int(1) } });
  g.output('hits', cast(g, g.one('GreaterOrEqual', [chosen, reduceAxes(g, 'ReduceMax', logits, [1])]), 'float32'));
  const losses = subtract(g, reduceAxes(g, 'ReduceLogSumExp', logits, [1]), chosen);
  return reshape(g, reduceAxes(g, 'ReduceSum', multiply(g, losses, weights), [0, 1]), []);
}

/** The logits wanted are those of the tokens before the ones that count. */
function answerFeeds(placed: readonly Placed<Answer>[], total: number): Record<string, HostTensor> {
  const rows: number[] = [];
  const targets: number[] = [];
  const weights: number[] = [];
  for (const { sequence, language } of placed) {
    for (let i = 1; i < sequence.ids.length; i++) {
      const weight = sequence.weights[i] ?? 0;
      if (weight === 0) continue;
      rows.push(language.begin + tokenBefore(sequence, i));
      targets.push(sequence.ids[i] ?? 0);
      weights.push(weight / total);
    }
  }
  const N = rows.length;
  return {
    logit_rows: int64([N], rows),
    targets: int64([N, 1], targets),
    weights: float32([N, 1], Float32Array.from(weights)),
  };
}

/** The first token is foretold by nothing. */
function totalOf(weights: ArrayLike<number>): number {
  return Array.from(weights)
    .slice(1)
    .reduce((sum, weight) => sum + weight, 0);
}

/**
 * What of each answer was foretold. Where every token of an answer is the likeliest after those before, the model would
 * have said just that answer.
 */
function scoresOf(placed: readonly Placed<Answer>[], hits: Float32Array): AnswerScore[][] {
  let next = 0;
  return placed.map(({ sequence: { ids, weights } }) => {
    const scores: AnswerScore[] = [];
    let open: { tokens: number; right: number } | undefined;
    for (let i = 1; i < ids.length; i++) {
      const isLearned = weights[i] !== 0;
      if (isLearned && !open) scores.push((open = { tokens: 0, right: 0 }));
      if (!isLearned) open = undefined;
      if (!open) continue;
      open.tokens += 1;
      open.right += hits[next++] ?? 0;
    }
    return scores;
  });
}
