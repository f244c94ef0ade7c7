// n numbers of one tensor, or of a part of it

import { add, divide, multiply, subtract } from '../onnx/expressions.ts';
import type { Graph, Value } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';

/** What AdamW keeps the same from step to step. */
export interface AdamWSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * One step of AdamW (arXiv 1711.05101) over any n numbers: `weight`, `first` and `second` become those of the next step.
 * `gradient` is first multiplied by `clip`. The numbers that depend on the step come from `adamWScalars`.
 */
export function adamWGraph({ beta1, beta2 }: AdamWSettings): Graph {
  const g = new GraphBuilder('adamw');
  const vector = (name: string): Value => g.input(name, 'float32', ['n']);
  const scalar = (name: keyof AdamWScalars): Value => g.input(name, 'float32', []);
  const weight = vector('weight');
  const gradient = multiply(g, vector('gradient'), scalar('clip'));
  const first = blend(g, vector('first'), gradient, beta1);
  const second = blend(g, vector('second'), multiply(g, gradient, gradient), beta2);
  const direction = divide(g, first, add(g, g.one('Sqrt', [second]), scalar('epsilon')));
  const decayed = multiply(g, weight, scalar('keep'));
  g.output('next.weight', subtract(g, decayed, multiply(g, direction, scalar('rate'))));
  g.output('next.first', first);
  g.output('next.second', second);
  return g.finish();
}

/** The scalar inputs of the graph. */
export type AdamWScalars = {
  /** Factor on the gradient: at most 1, less where the whole gradient is longer than allowed. */
  readonly clip: number;
  readonly rate: number;
  readonly epsilon: number;
  /** What weight decay leaves of a weight. */
  readonly keep: number;
};

/**
 * The scalars of step `step`, counted from 1. Both moments start at zero and are divided by what they would be of a
 * constant gradient; multiplying the whole fraction by √(1 − β₂ᵗ) moves that out of the graph.
 */
export function adamWScalars(
  { beta1, beta2, epsilon }: AdamWSettings,
  { step, rate, weightDecay, clip }: { step: number; rate: number; weightDecay: number; clip: number },
): AdamWScalars {
  const spread = Math.sqrt(1 - beta2 ** step);
  return {
    clip,
    rate: (rate * spread) / (1 - beta1 ** step),
    epsilon: epsilon * spread,
    keep: 1 - rate * weightDecay,
  };
}

/** β · before + (1 − β) · now. */
function blend(g: GraphBuilder, before: Value, now: Value, beta: number): Value {
  return add(g, multiply(g, before, g.scalar(beta)), multiply(g, now, g.scalar(1 - beta)));
}
