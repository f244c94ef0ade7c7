import type { ExternalData } from '../onnx/encodeModel.ts';
import type { Graph, Parameter, Value } from '../onnx/graph.ts';
import { bytesPerElement } from '../tensor/dtype.ts';
import { elementCount } from '../tensor/hostTensor.ts';

/** Where each parameter of a compiled model lies, and how long its weight files are. */
export interface WeightLayout {
  readonly places: ReadonlyMap<string, ExternalData>;
  readonly files: ReadonlyMap<string, number>;
}

// The editor's own runtime cannot make one allocation of more than about 1 GiB, so no file asks for it.
const largestFileBytes = 2 ** 30;

// Where a file is mapped into memory, a tensor has to begin at a page.
const pageBytes = 4096;

/** Lays the stored parameters of all graphs out one after another, in the order given; those of equal name share a place. */
export function layOutWeights(parameters: readonly Parameter[]): WeightLayout {
  const places = new Map<string, ExternalData>();
  const files = new Map<string, number>();
  let file = 'weights-0.bin';
  for (const { value } of parameters) {
    if (places.has(value.name)) continue;
    const length = elementCount(value.shape.map(Number)) * bytesPerElement[value.dtype];
    if ((files.get(file) ?? 0) + length > largestFileBytes && files.has(file)) file = `weights-${files.size}.bin`;
    const offset = Math.ceil((files.get(file) ?? 0) / pageBytes) * pageBytes;
    places.set(value.name, { file, offset, length });
    files.set(file, offset + length);
  }
  return { places, files };
}

/** Where a value's bytes lie. */
export function placeIn({ places }: WeightLayout, { name }: Value): ExternalData {
  const place = places.get(name);
  if (!place) throw new RangeError(`There is no place for ${name}.`);
  return place;
}

/** The parameters of several graphs whose bytes come from the checkpoint. */
export function storedParameters(graphs: readonly Graph[]): Parameter[] {
  return graphs.flatMap((graph) => graph.parameters.filter(({ source }) => source.kind !== 'constant'));
}
