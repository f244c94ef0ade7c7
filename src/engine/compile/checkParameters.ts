import { EngineError } from '../api/errors.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { Parameter } from '../onnx/graph.ts';
import { elementCount } from '../tensor/hostTensor.ts';

/** Refuses a checkpoint that lacks a tensor which config.json calls for, or holds one of another shape. */
export function checkParameters(checkpoint: Checkpoint, parameters: readonly Parameter[]): void {
  for (const { value, source } of parameters) {
    if (source.kind !== 'checkpoint') continue;
    const stored = checkpoint.tensors.get(source.tensor);
    const { folder } = checkpoint;
    if (!stored) throw new EngineError('checkpoint/missing-tensor', { name: source.tensor, file: folder });
    const expected = value.shape.map(Number);
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

/** Equal first axes and equal sizes: a convolution's kernel is read as a matrix, a table's leading axis of 1 is dropped. */
function isSameShape(stored: readonly number[], expected: readonly number[]): boolean {
  const rows = stored.length > expected.length && stored[0] === 1 ? stored[1] : stored[0];
  return rows === expected[0] && elementCount(stored) === elementCount(expected);
}
