// T new tokens · C rows a cache has room for · G key/value heads · K width of a head · D model width

import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { rotationInputs, runLayers, type Stack } from './stack.ts';

/**
 * Runs x [T, D] through the layers with caches that stay on the device. Each enters as `past` and leaves as `present`,
 * which are meant to be one buffer. `observe` sees each layer's output.
 */
export function deviceStack(
  g: GraphBuilder,
  x: Value,
  stack: Stack,
  observe?: (layer: number, output: Value) => void,
): Value {
  const { name, config } = stack;
  const rotation = rotationInputs(g, stack, x.shape[0] ?? 1);
  const [last, total] = [g.input(`${name}.last`, 'int32', [1]), g.input(`${name}.total`, 'int32', [1])];
  const shape = [1, config.keyValueHeads, `${name}.C`, config.headWidth];
  const past = (layer: number, part: string): Value => g.input(`${name}.${layer}.past.${part}`, 'float32', shape);
  return runLayers(g, x, stack, {
    inputs: (layer) => ({
      rotation,
      cache: { keys: past(layer, 'keys'), values: past(layer, 'values'), last, total },
    }),
    done: (layer, { output, keys, values }) => {
      g.output(`${name}.${layer}.present.keys`, keys);
      g.output(`${name}.${layer}.present.values`, values);
      observe?.(layer, output);
    },
  });
}
