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
  return { dtype: 'int64', shape, data: BigInt64Array.from(Array.from(values, BigInt)) };
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
