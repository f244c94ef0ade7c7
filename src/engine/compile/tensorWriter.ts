// N rows (outputs) · K columns (inputs)

import type { Precision } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { firstNonFinite } from '../checkpoint/firstNonFinite.ts';
import type { Parameter } from '../onnx/graph.ts';
import type { IntegerProducts } from '../quantize/channelInt8.ts';
import { schemeOf, type Scheme } from '../quantize/plan.ts';
import { quantizeMatrix, type Fit, type QuantizedMatrix } from './quantizedParts.ts';
import type { WeightFiles } from './weightFiles.ts';

export interface WriterParts {
  readonly checkpoint: Checkpoint;
  readonly files: WeightFiles;
  readonly parameters: readonly Parameter[];
  readonly precision: Precision;
  readonly products: IntegerProducts;
}

/** Reads tensors of the checkpoint and writes every parameter that is made from them. */
export class TensorWriter {
  readonly #parts: WriterParts;
  readonly #byTensor: ReadonlyMap<string, readonly Parameter[]>;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    const stored = parts.parameters.filter(({ source }) => source.kind !== 'constant');
    this.#byTensor = byTensor(stored);
  }

  /** A tensor's numbers. Weights that are not numbers are refused: they would make every answer nonsense. */
  async read(tensor: string, rows?: readonly [begin: number, end: number]): Promise<Float32Array> {
    const { checkpoint } = this.#parts;
    const weights = await checkpoint.readFloat32(tensor, rows ? { rows } : {});
    const index = firstNonFinite(weights);
    if (index >= 0) {
      throw new EngineError('checkpoint/not-finite', {
        name: tensor,
        file: checkpoint.folder,
        index,
        value: weights[index] ?? NaN,
      });
    }
    return weights;
  }

  /** Writes a tensor as it is and in each quantized form that a graph asks for; returns those forms. */
  async write(tensor: string, weights: Float32Array, fit?: Fit): Promise<QuantizedMatrix[]> {
    const bytes = this.#plain(tensor);
    if (bytes) await this.#parts.files.write(bytes.value.name, weights);
    const made: QuantizedMatrix[] = [];
    for (const scheme of this.#schemes(tensor)) {
      const columns = this.#columns(tensor);
      const matrix = await quantizeMatrix({ weights, columns, scheme, products: this.#parts.products, fit });
      await this.#writeParts(tensor, matrix);
      made.push(matrix);
    }
    return made;
  }

  /** As `write` for a matrix too large to hold at once: rows `begin`… of it. Only layouts that keep rows apart allow it. */
  async writeRows(tensor: string, weights: Float32Array, begin: number): Promise<QuantizedMatrix[]> {
    const columns = this.#columns(tensor);
    const bytes = this.#plain(tensor);
    if (bytes) await this.#parts.files.write(bytes.value.name, weights, begin * columns * weights.BYTES_PER_ELEMENT);
    const made: QuantizedMatrix[] = [];
    for (const scheme of this.#schemes(tensor)) {
      if (scheme.kind === 'channels') throw new RangeError(`${tensor} cannot be quantized to int8 row by row.`);
      const matrix = await quantizeMatrix({ weights, columns, scheme, products: this.#parts.products });
      await this.#writeParts(tensor, matrix, { begin, rows: weights.length / columns });
      made.push(matrix);
    }
    return made;
  }

  /** `batch`: which rows of the matrix these are; all of them by default. */
  async #writeParts(tensor: string, { kind, parts }: QuantizedMatrix, batch = { begin: 0, rows: 1 }): Promise<void> {
    for (const [part, data] of Object.entries(parts)) {
      const offset = (data.byteLength / batch.rows) * batch.begin;
      await this.#parts.files.write(`${tensor}.${kind}.${part}`, data, offset);
    }
  }

  #plain(tensor: string): Parameter | undefined {
    return this.#byTensor.get(tensor)?.find(({ source }) => source.kind === 'checkpoint');
  }

  /** The schemes of the forms that graphs ask for. */
  #schemes(tensor: string): Exclude<Scheme, { kind: 'float32' }>[] {
    const asked = new Set(
      this.#byTensor.get(tensor)?.flatMap(({ source }) => (source.kind === 'quantized' ? [source.scheme] : [])),
    );
    const { precision } = this.#parts;
    return [...new Set([precision, 'int8' as const])].flatMap((one) => {
      const scheme = schemeOf(tensor, this.#columns(tensor), one);
      return scheme.kind !== 'float32' && asked.delete(scheme.kind) ? [scheme] : [];
    });
  }

  #columns(tensor: string): number {
    const { shape = [] } = this.#parts.checkpoint.tensors.get(tensor) ?? {};
    return shape.slice(1).reduce((a, b) => a * b, 1);
  }
}

function byTensor(parameters: readonly Parameter[]): Map<string, Parameter[]> {
  const groups = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    if (parameter.source.kind === 'constant') continue;
    groups.set(parameter.source.tensor, [...(groups.get(parameter.source.tensor) ?? []), parameter]);
  }
  return groups;
}
