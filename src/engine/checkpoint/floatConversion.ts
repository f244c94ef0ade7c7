import type { DType } from '../tensor/dtype.ts';
import { bfloat16ToFloat32, float16ToFloat32 } from '../tensor/float16.ts';

/** Element types whose values are read as float32. */
export type FloatDType = Extract<DType, 'float64' | 'float32' | 'float16' | 'bfloat16'>;

/** Whether values of this type can be read as float32. */
export function isFloat(dtype: DType): dtype is FloatDType {
  return dtype in toFloat32;
}

/** Reads stored bytes as float32. Exact but for float64, which is rounded. */
export const toFloat32: { readonly [dtype in FloatDType]: (bytes: Uint8Array, out: Float32Array) => void } = {
  float64: ({ buffer, byteOffset }, out) => out.set(new Float64Array(buffer, byteOffset, out.length)),
  float32: ({ buffer, byteOffset }, out) => out.set(new Float32Array(buffer, byteOffset, out.length)),
  float16: ({ buffer, byteOffset }, out) => float16ToFloat32(new Uint16Array(buffer, byteOffset, out.length), out),
  bfloat16: ({ buffer, byteOffset }, out) => bfloat16ToFloat32(new Uint16Array(buffer, byteOffset, out.length), out),
};
