import type { Tensor } from 'onnxruntime-node';
import type { DType } from '../tensor/dtype.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import { DeviceTensor } from './deviceTensor.ts';
import type { OnnxRuntime } from './runtime.ts';

/** A tensor as the runtime takes it: host tensors where they lie, device tensors by their handle. */
export function toRuntime(ort: OnnxRuntime, tensor: HostTensor | DeviceTensor): Tensor {
  if (tensor instanceof DeviceTensor) return tensor.handle;
  if (!crossing[tensor.dtype]) throw new TypeError(`${tensor.dtype} tensors cannot be passed to the runtime.`);
  // The runtime's type for the pair of element type and array is an overload set that a union cannot select from.
  return new ort.Tensor(tensor.dtype as 'float32', tensor.data as Float32Array, tensor.shape);
}

/** An output that came to the host. */
export function fromRuntime(tensor: Tensor): HostTensor {
  // The runtime gives each element type the array that HostTensor names for it.
  return { dtype: tensor.type, shape: tensor.dims, data: tensor.data } as HostTensor;
}

/** Element types that cross the runtime's JavaScript border. */
const crossing = {
  float32: true,
  int64: true,
  int32: true,
  int8: true,
  uint8: true,
  bool: true,
  float64: true,
  float16: true,
  bfloat16: false,
} satisfies { readonly [dtype in DType]: boolean };
