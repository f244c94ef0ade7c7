import type { Value } from '../onnx/graph.ts';
import { int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { reshape } from '../onnx/expressions.ts';
import { times } from '../onnx/dimension.ts';
import { int64 } from '../tensor/hostTensor.ts';

/** Cosine and sine of each token's rotation angles, [T, K/2]: row t belongs to the t-th token of the input. */
export interface Rotation {
  readonly cosine: Value;
  readonly sine: Value;
}

/** Rotary position embedding, rotate-half layout (RoFormer, arXiv 2104.09864). x is [T, G, heads, K], and so is the result. */
export function rotate(g: GraphBuilder, x: Value, { cosine, sine }: Rotation): Value {
  const [T = 1, G = 1, heads = 1, K = 1] = x.shape;
  const count = Number(times(G, Number(heads)));
  const flat = reshape(g, x, [1, T, count * Number(K)]);
  // The tables' rows are already picked for the tokens, so the operator counts positions from 0.
  const fromZero = g.constant('position(0)', int64([1], [0]));
  const turned = g.one('RotaryEmbedding', [flat, fromZero, cosine, sine], { attributes: { num_heads: int(count) } });
  return reshape(g, turned, x.shape);
}
