// n numbers of one tensor, or of a part of it

import { multiply, reduceAxes } from '../onnx/expressions.ts';
import type { Graph } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';

/** Σ x² of any n numbers: what the length of the whole gradient is added up from. */
export function squaredLengthGraph(): Graph {
  const g = new GraphBuilder('squared-length');
  const x = g.input('x', 'float32', ['n']);
  g.output('sum', reduceAxes(g, 'ReduceSum', multiply(g, x, x), [0]));
  return g.finish();
}
