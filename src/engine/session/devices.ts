import { InferenceSession, listSupportedBackends } from 'onnxruntime-node';
import { deviceNames, type DeviceChoice, type DeviceName } from '../api/choices.ts';
import type { DeviceSummary } from '../api/engineApi.ts';
import { EngineError } from '../api/errors.ts';
import { encodeModel } from '../onnx/encodeModel.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { executionProviders } from './executionProviders.ts';

/** Every device with whether it can be used here. Finding out loads drivers and may take a second. */
export async function listDevices(): Promise<DeviceSummary[]> {
  const found: DeviceSummary[] = [];
  // One after another: two graphics providers starting at once have been seen to fail.
  for (const device of deviceNames) found.push(await summarise(device));
  return found;
}

/** The device to use, and why where `auto` fell back to the processor. A device asked for by name is never replaced. */
export async function chooseDevice(choice: DeviceChoice): Promise<{ device: DeviceName; note?: string }> {
  if (choice === 'cpu') return { device: 'cpu' };
  const devices = await listDevices();
  const usable = devices.filter((one) => one.usable).map(({ device }) => device);
  if (choice !== 'auto') {
    if (!usable.includes(choice)) throw new EngineError('device/unavailable', { wanted: choice, usable });
    return { device: choice };
  }
  const device = preference.find((one) => usable.includes(one)) ?? 'cpu';
  return device === 'cpu' ? { device, note: fallbackNote(devices) } : { device };
}

/** Fastest first. */
const preference: readonly DeviceName[] = ['cuda', 'webgpu', 'directml', 'coreml', 'cpu'];

const descriptions: { readonly [device in DeviceName]: string } = {
  cpu: 'The processor; always there.',
  webgpu: 'A graphics processor through WebGPU (Vulkan, Direct3D 12 or Metal).',
  cuda: 'An NVIDIA graphics processor through CUDA.',
  directml: 'A graphics processor through DirectML.',
  coreml: "Apple's Core ML.",
};

function fallbackNote(devices: readonly DeviceSummary[]): string {
  const others = devices.filter(({ device, usable }) => device !== 'cpu' && !usable);
  return `No graphics processor can be used: ${others.map(({ device, detail }) => `${device}: ${detail}`).join(' ')}`;
}

async function summarise(device: DeviceName): Promise<DeviceSummary> {
  if (device === 'cpu') return { device, usable: true, detail: descriptions.cpu };
  const isBuiltIn = listSupportedBackends().some(({ name }) => name === executionProviders[device]);
  if (!isBuiltIn) return { device, usable: false, detail: 'Not part of the runtime for this platform.' };
  const problem = await tryDevice(device);
  return { device, usable: problem === undefined, detail: problem ?? descriptions[device] };
}

/** Loads a graph of one matrix product on the device alone; the first line of the failure, if there is one. */
async function tryDevice(device: DeviceName): Promise<string | undefined> {
  try {
    const session = await InferenceSession.create(probe(), {
      executionProviders: [executionProviders[device]],
      logSeverityLevel: 4,
      extra: { session: { disable_cpu_ep_fallback: '1' } },
    });
    await session.release();
    return undefined;
  } catch (error) {
    return firstSentence(error);
  }
}

function probe(): Uint8Array {
  const g = new GraphBuilder('probe');
  const [a, b] = [g.input('a', 'float32', [4, 4]), g.input('b', 'float32', [4, 4])];
  g.output('product', g.one('MatMul', [a, b]));
  return encodeModel(g.finish(), ({ value }) => {
    throw new TypeError(`The probe has no stored weights such as ${value.name}.`);
  });
}

function firstSentence(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
