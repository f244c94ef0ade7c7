import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { firstNonFinite } from '../../checkpoint/firstNonFinite.ts';
import type { Tensors } from '../../compile/weightlessSession.ts';
import { EngineError } from '../../api/errors.ts';
import type { Parameter } from '../../onnx/graph.ts';
import { float32 } from '../../tensor/hostTensor.ts';

/** The float32 weights of a checkpoint, read when a graph asks for them. A small model's are kept, a large one's read anew. */
export class Weights {
  readonly #checkpoint: Source;
  readonly #kept = new Map<string, Float32Array>();
  #room: number;

  constructor(checkpoint: Source, keptBytes = mostKeptBytes) {
    this.#checkpoint = checkpoint;
    this.#room = keptBytes;
  }

  /** The parameters of a graph as its inputs; `nameOf` tells which tensor stands for the one that a parameter names. */
  async feeds(parameters: readonly Parameter[], nameOf: (tensor: string) => string): Promise<Tensors> {
    const read: Record<string, Tensors[string]> = {};
    for (const { value, source } of parameters)
      if (source.kind === 'checkpoint')
        read[value.name] = float32(value.shape.map(Number), await this.read(nameOf(source.tensor)));
    return read;
  }

  /** A tensor's numbers. Weights that are none are refused: they would make every map nonsense. */
  async read(tensor: string): Promise<Float32Array> {
    const before = this.#kept.get(tensor);
    if (before) return before;
    const weights = this.#checked(tensor, await this.#checkpoint.readFloat32(tensor));
    this.#room -= weights.byteLength;
    if (this.#room >= 0) this.#kept.set(tensor, weights);
    else this.#room += weights.byteLength;
    return weights;
  }

  /** Some rows of a table, one after another. */
  async rows(table: string, ids: readonly number[]): Promise<Float32Array[]> {
    const rows: Float32Array[] = [];
    for (const id of ids)
      rows.push(this.#checked(table, await this.#checkpoint.readFloat32(table, { rows: [id, id + 1] })));
    return rows;
  }

  #checked(name: string, weights: Float32Array): Float32Array {
    const index = firstNonFinite(weights);
    if (index < 0) return weights;
    const value = weights[index] ?? NaN;
    throw new EngineError('checkpoint/not-finite', { name, file: this.#checkpoint.folder, index, value });
  }
}

/** What is used of a checkpoint. */
type Source = Pick<Checkpoint, 'readFloat32' | 'folder'>;

/** Half a gigabyte: all of a small model, so that the way back need not read it again. */
const mostKeptBytes = 512 * 2 ** 20;
