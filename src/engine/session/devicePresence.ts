import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DeviceName } from '../api/choices.ts';
import { executionProviders } from './executionProviders.ts';
import { runtime } from './runtime.ts';
import { hasVulkanDriver } from './vulkanDrivers.ts';

/** Why it is not worth trying a device. */
export interface Absence {
  /** A sentence. */
  readonly problem: string;
  /** Whether no machine of this kind has it, so that nothing can be done about it. */
  readonly isForeign: boolean;
}

/** Undefined where the device is worth a try. Looks at files alone: no driver is loaded. */
export async function absenceOf(device: DeviceName): Promise<Absence | undefined> {
  const { listSupportedBackends } = await runtime();
  const isBuiltIn = listSupportedBackends().some(({ name }) => name === executionProviders[device]);
  const here = `${process.platform} on ${process.arch}`;
  if (!isBuiltIn) return { problem: `ONNX Runtime does not have it for ${here}.`, isForeign: true };
  const problem = missing[device]?.();
  return problem === undefined ? undefined : { problem, isForeign: false };
}

/** What must be there beside the runtime's own library, and is not. */
const missing: { readonly [device in DeviceName]?: () => string | undefined } = {
  webgpu: () =>
    process.platform === 'linux' && !hasVulkanDriver(process.env, homedir())
      ? "No Vulkan driver is installed: install the one for your graphics processor (Mesa's, or NVIDIA's own)."
      : undefined,
  cuda: () =>
    existsSync(join(libraryFolder(), 'libonnxruntime_providers_cuda.so'))
      ? undefined
      : "ONNX Runtime's CUDA files are not installed; webgpu runs on NVIDIA's graphics processors without them.",
};

function libraryFolder(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  return join(dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch);
}
