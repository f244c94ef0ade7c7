import { add } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { attention, wantedRows, type AttentionInputs, type AttentionResult, type Layer } from './attention.ts';
import { feedForward } from './feedForward.ts';
import { rmsNorm } from './rmsNorm.ts';

/** One pre-norm layer: x + attention(norm x), then + feedForward(norm ·). Both stacks are made of it. x is [T, D]. */
export function decoderLayer(g: GraphBuilder, x: Value, layer: Layer, inputs: AttentionInputs): AttentionResult {
  const { names, stack } = layer;
  const { output, keys, values } = attention(g, rmsNorm(g, x, names.attentionNorm, stack.normEpsilon), layer, inputs);
  const attended = add(g, wantedRows(g, x, inputs), output);
  const fed = feedForward(g, rmsNorm(g, attended, names.feedForwardNorm, stack.normEpsilon), layer);
  return { output: add(g, attended, fed), keys, values };
}
