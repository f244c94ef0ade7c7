import type { DeviceName } from '../api/choices.ts';

/** Names of ONNX Runtime's execution providers. */
export const executionProviders: { readonly [device in DeviceName]: string } = {
  cpu: 'cpu',
  webgpu: 'webgpu',
  cuda: 'cuda',
  directml: 'dml',
  coreml: 'coreml',
};
