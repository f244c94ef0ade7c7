import type { ArrayOf, DType } from '../tensor/dtype.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';

/** A tensor over freshly read bytes, which are not copied. */
export function tensorOver(dtype: DType, shape: readonly number[], bytes: Uint8Array): HostTensor {
  // One row of the table makes the array of exactly its dtype; TypeScript cannot follow the pair through the lookup.
  return { dtype, shape, data: arrayOver[dtype](bytes.buffer, bytes.byteOffset, bytes.byteLength) } as HostTensor;
}

/** The bytes of a tensor as they are stored: little-endian, row-major. Not a copy. */
export function tensorBytes({ data }: HostTensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

type ArrayOver<T> = (buffer: ArrayBufferLike, byteOffset: number, byteLength: number) => T;

const arrayOver: { readonly [dtype in DType]: ArrayOver<ArrayOf[dtype]> } = {
  float64: (buffer, offset, bytes) => new Float64Array(buffer, offset, bytes / 8),
  float32: (buffer, offset, bytes) => new Float32Array(buffer, offset, bytes / 4),
  float16: (buffer, offset, bytes) => new Uint16Array(buffer, offset, bytes / 2),
  bfloat16: (buffer, offset, bytes) => new Uint16Array(buffer, offset, bytes / 2),
  int64: (buffer, offset, bytes) => new BigInt64Array(buffer, offset, bytes / 8),
  int32: (buffer, offset, bytes) => new Int32Array(buffer, offset, bytes / 4),
  int8: (buffer, offset, bytes) => new Int8Array(buffer, offset, bytes),
  uint8: (buffer, offset, bytes) => new Uint8Array(buffer, offset, bytes),
  bool: (buffer, offset, bytes) => new Uint8Array(buffer, offset, bytes),
};
