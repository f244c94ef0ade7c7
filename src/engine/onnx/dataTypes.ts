import type { DType } from '../tensor/dtype.ts';

/** Codes of onnx.TensorProto.DataType. */
export const dataTypes: { readonly [dtype in DType]: number } = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
};
