import type { ArrayOf, DType } from './dtype.ts';

/** A dense row-major array in host memory: element type, shape, and `elementCount(shape)` elements. */
export type HostTensor = { [T in DType]: TensorOf<T> }[DType];

/** A host tensor whose element type is known. */
export interface TensorOf<T extends DType> {
  readonly dtype: T;
  readonly shape: readonly number[];
  readonly data: ArrayOf[T];
}

/** A float32 tensor over `data`, which is not copied. */
export function float32(shape: readonly number[], data: Float32Array): TensorOf<'float32'> {
  checkLength(shape, data.length);
  return { dtype: 'float32', shape, data };
}

/** An int64 tensor from ordinary numbers. */
export function int64(shape: readonly number[], values: ArrayLike<number>): TensorOf<'int64'> {
  checkLength(shape, values.length);
  return { dtype: 'int64', shape, data: wholeNumbers(values) };
}

/** Written as two words each: made one by one, big integers take a fifth of the time that a training step takes of the host. */
function wholeNumbers(values: ArrayLike<number>): BigInt64Array {
  const words = new Int32Array(2 * values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number.`);
    // Both keep the lowest 32 bits; every platform that is supported stores the low word first.
    words[2 * i] = value;
    words[2 * i + 1] = Math.floor(value / 2 ** 32);
  }
  return new BigInt64Array(words.buffer);
}

/** An int32 tensor from ordinary numbers. */
export function int32(shape: readonly number[], values: ArrayLike<number>): TensorOf<'int32'> {
  checkLength(shape, values.length);
  return { dtype: 'int32', shape, data: Int32Array.from(values) };
}

/** How many elements a tensor of this shape has; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function checkLength(shape: readonly number[], length: number): void {
  if (elementCount(shape) !== length)
    throw new RangeError(`A tensor of shape [${shape.join(', ')}] cannot hold ${length} elements.`);
}
