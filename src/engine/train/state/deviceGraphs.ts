import { add, multiply, reduceAxes, reshape } from '../../onnx/expressions.ts';
import type { Graph, Value } from '../../onnx/graph.ts';
import { GraphBuilder } from '../../onnx/graphBuilder.ts';
import { adamWUpdate, scalarInputs, type AdamWScalars, type AdamWSettings } from '../adamW.ts';

/** A tensor of the graphs here. All of a state's are computed in one run, so that the device is called once. */
export interface Named {
  readonly name: string;
  readonly shape: readonly number[];
}

/** `before.X` + `now.X` of every tensor, as `sum.X`. */
export function sumsGraph(tensors: readonly Named[]): Graph {
  const g = new GraphBuilder('gradient-sums');
  for (const { name, shape } of tensors) {
    const [before, now] = [g.input(`before.${name}`, 'float32', shape), g.input(`now.${name}`, 'float32', shape)];
    g.output(`sum.${name}`, add(g, before, now));
  }
  return g.finish();
}

/** Σ x² over all tensors `gradient.X` together, as `sum`. */
export function squaredLengthsGraph(tensors: readonly Named[]): Graph {
  const g = new GraphBuilder('squared-lengths');
  const sums = tensors.map(({ name, shape }) => {
    const x = g.input(`gradient.${name}`, 'float32', shape);
    const axes = shape.map((_, axis) => axis);
    return reshape(g, reduceAxes(g, 'ReduceSum', multiply(g, x, x), axes), []);
  });
  g.output('sum', sums.length > 0 ? sums.reduce((sum, one) => add(g, sum, one)) : g.scalar(0));
  return g.finish();
}

/** A tensor that learns, and the group whose scalars it goes by. */
export interface Grouped extends Named {
  readonly group: number;
}

/**
 * AdamW over every tensor: `weight.X`, `first.X` and `second.X` against `gradient.X`, with the scalars `rate.N` and so on
 * of group N, become `next.weight.X` and so on.
 */
export function updatesGraph(settings: AdamWSettings, tensors: readonly Grouped[]): Graph {
  const g = new GraphBuilder('adamw-of-all');
  const groups = new Map<number, Record<keyof AdamWScalars, Value>>();
  for (const { name, shape, group } of tensors) {
    const scalars = groups.get(group) ?? scalarInputs(g, (scalar) => `${scalar}.${group}`);
    groups.set(group, scalars);
    const input = (what: string): Value => g.input(`${what}.${name}`, 'float32', shape);
    const now = {
      weight: input('weight'),
      gradient: input('gradient'),
      first: input('first'),
      second: input('second'),
    };
    const next = g.within(name, () => adamWUpdate(g, settings, now, scalars));
    for (const part of ['weight', 'first', 'second'] as const) g.output(`next.${part}.${name}`, next[part]);
  }
  return g.finish();
}
