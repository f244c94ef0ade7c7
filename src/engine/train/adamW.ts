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

/** One step of AdamW over any n numbers: `weight`, `first` and `second` become those of the next step. */
export function adamWGraph(settings: AdamWSettings): Graph {
  const g = new GraphBuilder('adamw');
  const vector = (name: string): Value => g.input(name, 'float32', ['n']);
  const scalar = (name: keyof AdamWScalars): Value => g.input(name, 'float32', []);
  const scalars = { clip: scalar('clip'), rate: scalar('rate'), epsilon: scalar('epsilon'), keep: scalar('keep') };
  const now = { weight: vector('weight'), first: vector('first'), second: vector('second') };
  const next = adamWUpdate(g, settings, { ...now, gradient: vector('gradient') }, scalars);
  for (const part of ['weight', 'first', 'second'] as const) g.output(`next.${part}`, next[part]);
  return g.finish();
}

/** What a tensor has that learns, of one shape. */
export interface Moving {
  readonly weight: Value;
  readonly first: Value;
  readonly second: Value;
}

/**
 * AdamW (arXiv 1711.05101): a tensor after one step against `gradient`, which is first multiplied by `clip`. The numbers
 * that depend on the step come from `adamWScalars`.
 */
export function adamWUpdate(
  g: GraphBuilder,
  { beta1, beta2 }: AdamWSettings,
  now: Moving & { readonly gradient: Value },
  { clip, rate, epsilon, keep }: Readonly<Record<keyof AdamWScalars, Value>>,
): Moving {
  const gradient = multiply(g, now.gradient, clip);
  const first = blend(g, now.first, gradient, beta1);
  const second = blend(g, now.second, multiply(g, gradient, gradient), beta2);
  const direction = divide(g, first, add(g, g.one('Sqrt', [second]), epsilon));
  const decayed = multiply(g, now.weight, keep);
  return { weight: subtract(g, decayed, multiply(g, direction, rate)), first, second };
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
