import type { DeviceName } from '../api/choices.ts';
import type { Kernels } from '../model/kernels.ts';

/**
 * Which form of a graph runs on a device. onnxruntime-node 1.30 keeps tensors on WebGPU devices alone, and its CUDA
 * provider has GroupQueryAttention for half precision only, so elsewhere the caches stay in the host's memory.
 */
export const deviceKernels: { readonly [device in DeviceName]: Kernels } = {
  cpu: 'host',
  webgpu: 'device',
  cuda: 'host',
  directml: 'host',
  coreml: 'host',
};
