import type { Value } from '../onnx/graph.ts';
import { float, int, type GraphBuilder } from '../onnx/graphBuilder.ts';

/** x / √(mean(x²) + ε) · weight over the last axis (RMSNorm, arXiv 1910.07467), statistics in float32. */
export function rmsNorm(g: GraphBuilder, x: Value, name: string, epsilon: number): Value {
  const weight = g.parameter(`${name}.weight`, [Number(x.shape.at(-1))]);
  return g.one('SimplifiedLayerNormalization', [x, weight], {
    attributes: { axis: int(-1), epsilon: float(epsilon), stash_type: int(1) },
    name: 'rmsNorm',
  });
}
