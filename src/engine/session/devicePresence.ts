import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DeviceName } from '../api/choices.ts';
import { remark, type Remark } from '../api/remarks.ts';
import { executionProviders } from './executionProviders.ts';
import { runtime } from './runtime.ts';
import { hasVulkanDriver } from './vulkanDrivers.ts';

/** Why it is not worth trying a device. */
export interface Absence {
  readonly problem: Remark;
  /** Whether no machine of this kind has it, so that nothing can be done about it. */
  readonly isForeign: boolean;
}

/** Undefined where the device is worth a try. Looks at files alone: no driver is loaded. */
export async function absenceOf(device: DeviceName): Promise<Absence | undefined> {
  const { listSupportedBackends } = await runtime();
  const isBuiltIn = listSupportedBackends().some(({ name }) => name === executionProviders[device]);
  const { platform, arch: architecture } = process;
  if (!isBuiltIn) return { problem: remark('presence/foreign', { platform, architecture }), isForeign: true };
  const problem = missing[device]?.();
  return problem === undefined ? undefined : { problem, isForeign: false };
}

/** What must be there beside the runtime's own library, and is not. */
const missing: { readonly [device in DeviceName]?: () => Remark | undefined } = {
  webgpu: () =>
    process.platform === 'linux' && !hasVulkanDriver(process.env, homedir())
      ? remark('presence/no-vulkan', undefined)
      : undefined,
  cuda: () =>
    existsSync(join(libraryFolder(), 'libonnxruntime_providers_cuda.so'))
      ? undefined
      : remark('presence/no-cuda', undefined),
};

function libraryFolder(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  return join(dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch);
}
