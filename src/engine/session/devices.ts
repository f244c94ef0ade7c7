import { deviceNames, type DeviceChoice, type DeviceName } from '../api/choices.ts';
import type { DeviceSummary } from '../api/modelApi.ts';
import { EngineError } from '../api/errors.ts';
import { remark, type Remark } from '../api/remarks.ts';
import { absenceOf } from './devicePresence.ts';
import type { Finding } from './finding.ts';
import { tryDevice } from './tryDevice.ts';

/** Every device with whether it can be used here. Finding out starts processes and may take seconds, but only once. */
export async function listDevices(): Promise<DeviceSummary[]> {
  return (await allDevices()).map(({ device, problem, detail }) => ({ device, usable: problem === undefined, detail }));
}

/** Where something is to run. */
export interface Place {
  readonly device: DeviceName;
  /** Most rows that one run may have. */
  readonly longestRun?: number;
  /** Why `auto` fell back to the processor. */
  readonly note?: Remark;
}

/** The device to use. `auto` takes the fastest usable one; a device asked for by name is never replaced. */
export async function chooseDevice(choice: DeviceChoice): Promise<Place> {
  if (choice === 'cpu') return { device: 'cpu' };
  const devices = await allDevices();
  if (choice === 'auto') return bestOf(devices);
  // Every device that can be asked for is among them.
  const chosen = devices.find(({ device }) => device === choice)!;
  if (chosen.problem === undefined) return placeOf(chosen);
  const usable = devices.filter(({ problem }) => problem === undefined).map(({ device }) => device);
  throw new EngineError('device/unavailable', { wanted: choice, usable, detail: chosen.problem });
}

/** What is known about a device. */
interface KnownDevice extends Finding {
  readonly device: DeviceName;
  /** What it is, or why it cannot be used. */
  readonly detail: Remark;
  /** Whether no machine of this kind has it. */
  readonly isForeign?: boolean;
}

/**
 * The order in which `auto` takes devices. WebGPU first: only there caches stay on the device (onnxruntime-node 1.30).
 * Core ML is left out, because most of the graphs' operators would run on the processor anyway.
 */
const preference: readonly DeviceName[] = ['webgpu', 'cuda', 'directml'];

function bestOf(devices: readonly KnownDevice[]): Place {
  const inOrder = preference.flatMap((name) => devices.filter(({ device }) => device === name));
  const best = inOrder.find((device) => device.problem === undefined && !isSlow(device));
  if (best) return placeOf(best);
  const reasons = inOrder
    .filter(({ isForeign }) => !isForeign)
    .map(({ device, detail }) => remark('auto/passed-over', { device, about: detail }));
  return { device: 'cpu', note: remark('auto/processor', { reasons }) };
}

function placeOf({ device, longestRun }: KnownDevice): Place {
  return longestRun === undefined ? { device } : { device, longestRun };
}

let known: Promise<KnownDevice[]> | undefined;

function allDevices(): Promise<KnownDevice[]> {
  return (known ??= examineAll());
}

/** One after another: two graphics providers starting at once have been seen to fail. */
async function examineAll(): Promise<KnownDevice[]> {
  const devices: KnownDevice[] = [];
  for (const device of deviceNames) devices.push(await examine(device));
  return devices;
}

async function examine(device: DeviceName): Promise<KnownDevice> {
  if (device === 'cpu') return { device, detail: remark('kind/cpu', undefined) };
  const absence = await absenceOf(device);
  if (absence) return { device, ...absence, detail: absence.problem };
  const finding = await tryDevice(device);
  return { device, ...finding, detail: finding.problem ?? describe(device, finding) };
}

function describe(device: DeviceName, finding: Finding): Remark {
  if (!isSlow(finding)) return remark(`kind/${device}`, undefined);
  return remark('trial/slow', { speed: (finding.gigaflops ?? 0).toPrecision(2) });
}

/** Processors do a hundred and more; devices that a processor stands in for were seen at less than one. */
function isSlow({ gigaflops = 0 }: Finding): boolean {
  return gigaflops < 15;
}
