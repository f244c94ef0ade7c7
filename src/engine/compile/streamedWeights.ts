import type { Graph, Parameter } from '../onnx/graph.ts';
import type { StreamedWeight } from './manifest.ts';
import { placeIn, storedParameters, type WeightLayout } from './weightLayout.ts';

/**
 * What one graph is fed in turn, so that it computes each of the layers: they differ in their parameters' names alone,
 * and the first one's name the inputs.
 */
export function streamedWeights(layers: readonly Graph[], layout: WeightLayout): StreamedWeight[][] {
  const parameters = layers.map((layer) => storedParameters([layer]));
  const inputs = parameters[0] ?? [];
  return parameters.map((own) =>
    own.map((parameter, index) => streamed(parameter, layout, inputs[index]?.value.name ?? '')),
  );
}

function streamed({ value }: Parameter, layout: WeightLayout, input: string): StreamedWeight {
  const { dtype } = value;
  if (dtype !== 'float32' && dtype !== 'int8' && dtype !== 'uint8') throw new TypeError(`${dtype} cannot be streamed.`);
  return { input, dtype, shape: value.shape.map(Number), ...placeIn(layout, value) };
}
