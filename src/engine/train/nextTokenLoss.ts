// T language-model tokens · N tokens that are learned from · V vocabulary

import { batchEmbeds, batchLogits } from '../model/batch.ts';
import { multiply, reduceAxes, reshape, subtract } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import { int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';
import type { Placed } from './batch/placeSequences.ts';
import type { Sequence } from './batch/sequence.ts';
import type { Stage } from './stage.ts';

/** A sequence some of whose tokens are to be foretold from those before. */
export interface Answer extends Sequence {
  /** How much each token counts, one number a token; 0 where it is only read. */
  readonly weights: ArrayLike<number>;
}

/** Next-token prediction: the mean of −log p(token | tokens before), weighted by the tokens' weights. */
export const nextTokenLoss: Pick<Stage<Answer>, 'loss' | 'feeds'> = {
  loss: (g, config) => crossEntropy(g, batchLogits(g, batchEmbeds(g, config), config)),
  feeds: (placed, all) =>
    answerFeeds(
      placed,
      all.reduce((sum, { weights }) => sum + totalOf(weights), 0),
    ),
};

/** Σ w (log Σ eˡ − l_target) over rows of logits [N, V]: the target's logit against all of them. */
function crossEntropy(g: GraphBuilder, logits: Value): Value {
  const N = logits.shape[0] ?? 1;
  const targets = g.input('targets', 'int64', [N, 1]);
  const weights = g.input('weights', 'float32', [N, 1]);
  const chosen = g.one('GatherElements', [logits, targets], { attributes: { axis: int(1) } });
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
      rows.push(language.begin + i - 1);
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
