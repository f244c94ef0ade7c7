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
  const scalars = scalarInputs(g, (name) => name);
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
 * AdamW (arXiv 1711.05101): a tensor after one step against `gradient`. The numbers that depend on the step come from
 * `adamWScalars`. Every operation here goes over all parameters, and memory is what it waits for. What is there before
 * the step is read once, on the way to what takes its place, so that a run may write in place.
 */
export function adamWUpdate(
  g: GraphBuilder,
  { beta1, beta2 }: AdamWSettings,
  now: Moving & { readonly gradient: Value },
  { intoFirst, intoSecond, rate, epsilon, keep }: Readonly<Record<keyof AdamWScalars, Value>>,
): Moving {
  const spread = multiply(g, now.gradient, intoSecond);
  const first = add(g, multiply(g, now.first, g.scalar(beta1)), multiply(g, now.gradient, intoFirst));
  const second = add(g, multiply(g, now.second, g.scalar(beta2)), multiply(g, spread, spread));
  const direction = divide(g, first, add(g, g.one('Sqrt', [second]), epsilon));
  const decayed = multiply(g, now.weight, keep);
  return { weight: subtract(g, decayed, multiply(g, direction, rate)), first, second };
}

/** The scalar inputs of the graph. */
export type AdamWScalars = {
  /** Factor on the gradient as it goes into the first moment: 1 − β₁, less where the whole gradient is longer than allowed. */
  readonly intoFirst: number;
  /** … and, before it is squared, into the second: √(1 − β₂), or less. */
  readonly intoSecond: number;
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
    intoFirst: clip * (1 - beta1),
    intoSecond: clip * Math.sqrt(1 - beta2),
    rate: (rate * spread) / (1 - beta1 ** step),
    epsilon: epsilon * spread,
    keep: 1 - rate * weightDecay,
  };
}

/** The scalars as inputs of a graph, which may name them in its own way. */
export function scalarInputs(
  g: GraphBuilder,
  named: (scalar: keyof AdamWScalars) => string,
): Record<keyof AdamWScalars, Value> {
  const input = (scalar: keyof AdamWScalars): Value => g.input(named(scalar), 'float32', []);
  return {
    ...{ intoFirst: input('intoFirst'), intoSecond: input('intoSecond') },
    ...{ rate: input('rate'), epsilon: input('epsilon'), keep: input('keep') },
  };
}
