import { EngineError } from '../api/errors.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { ModelConfig } from '../model/config.ts';
import { names } from '../model/names.ts';
import type { Parameter, Value } from '../onnx/graph.ts';

/** Refuses a checkpoint that lacks a tensor which config.json calls for, or holds one of another shape. */
export function checkParameters(checkpoint: Checkpoint, config: ModelConfig, parameters: readonly Parameter[]): void {
  for (const { value, source } of parameters) {
    if (source.kind !== 'checkpoint') continue;
    const stored = checkpoint.tensors.get(source.tensor);
    const { folder } = checkpoint;
    if (!stored) throw new EngineError('checkpoint/missing-tensor', { name: source.tensor, file: folder });
    const expected = isKernel(source.tensor) ? kernelShape(value, config) : value.shape.map(Number);
    if (!isSameShape(stored.shape, expected)) {
      throw new EngineError('checkpoint/wrong-shape', {
        name: source.tensor,
        file: stored.file,
        shape: [...stored.shape],
        expected,
      });
    }
  }
}

/** Whether the graph reads this tensor, the kernel of a convolution, as a matrix. */
function isKernel(tensor: string): boolean {
  return [names.embedding.patch, names.vision.patch].some((patch) => tensor === `${patch}.weight`);
}

/** A patch's colours and pixels, which the matrix has in one axis, in the order of the convolution. */
function kernelShape({ shape: [width] }: Value, { tile: { channels, patchSize } }: ModelConfig): number[] {
  return [Number(width), channels, patchSize, patchSize];
}

/** Equal but for leading axes of 1, which tables have. */
function isSameShape(stored: readonly number[], expected: readonly number[]): boolean {
  return withoutLeadingOnes(stored).join() === withoutLeadingOnes(expected).join();
}

function withoutLeadingOnes(shape: readonly number[]): readonly number[] {
  const first = shape.findIndex((size) => size !== 1);
  return first === -1 ? [] : shape.slice(first);
}
