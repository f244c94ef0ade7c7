import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import type { DeviceSummary } from '../../../src/engine/api/modelApi.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import { openOnDevice } from '../../../src/engine/session/openOnDevice.ts';
import type { Place } from '../../../src/engine/session/devices.ts';
import { runWithDriver, vulkanDriver } from './swiftshader.ts';

const script = fileURLToPath(new URL('./listDevices.script.ts', import.meta.url));

interface Listing {
  readonly devices: DeviceSummary[];
  readonly auto: Place;
  readonly secondMs: number;
}

/** What a process with this Vulkan driver finds; it must not write a word to the terminal. */
async function listing(driver: string): Promise<Listing> {
  const { code, output, errors } = await runWithDriver(['--import', 'tsx', script], driver);
  assert.deepEqual({ code, errors }, { code: 0, errors: '' });
  // The script prints this.
  const found = JSON.parse(output) as Listing;
  for (const { detail } of found.devices) assert.match(detail.message, /^[A-Z][^/\\]*\.$/, 'a sentence without paths');
  return found;
}

function detailOf({ devices }: Listing, name: string): DeviceSummary | undefined {
  return devices.find(({ device }) => device === name);
}

test('without a driver no device is tried, and auto says what is missing', async () => {
  const found = await listing('/nowhere/driver.json');
  assert.deepEqual(
    found.devices.map(({ device, usable }) => [device, usable]).filter(([, usable]) => usable),
    [['cpu', true]],
  );
  assert.equal(found.auto.device, 'cpu');
  if (process.platform === 'linux' && process.arch === 'x64') {
    assert.match(found.auto.note?.message ?? '', /webgpu: No Vulkan driver is installed.*cuda: .* not installed/);
  }
  assert.doesNotMatch(
    found.auto.note?.message ?? '',
    /directml: ONNX Runtime does not have it/,
    'nobody can help that',
  );
});

test('a driver that does not load makes a device unusable, and no noise', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-driver-'));
  const manifest = join(folder, 'broken.json');
  const icd = { library_path: join(folder, 'missing.so'), api_version: '1.3.0' };
  await writeFile(manifest, JSON.stringify({ file_format_version: '1.0.0', ICD: icd }));
  try {
    assert.equal(detailOf(await listing(manifest), 'webgpu')?.usable, false);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a processor that stands in for a graphics processor is usable by name, and passed over by auto', async (context) => {
  const driver = vulkanDriver(context);
  if (driver === undefined) return;
  const found = await listing(driver);
  assert.equal(detailOf(found, 'webgpu')?.usable, true);
  assert.match(detailOf(found, 'webgpu')?.detail.message ?? '', /billion operations a second/);
  assert.equal(found.auto.device, 'cpu');
  assert.match(found.auto.note?.message ?? '', /passes it over/);
  assert.ok(found.secondMs < 100, `devices are tried once: the second time took ${found.secondMs} ms`);
});

const gpu = (): Promise<Place> => Promise.resolve({ device: 'webgpu' });

/** Opens on a device where `failure` happens unless it is the processor. */
function opening(failure: Error): (place: Place) => Promise<Place> {
  return (place) => (place.device === 'cpu' ? Promise.resolve(place) : Promise.reject(failure));
}

test('what cannot be loaded on the device that auto chose is loaded on the processor, with the reason', async () => {
  const full = new EngineError('device/cannot-load', { device: 'webgpu', reason: 'its memory does not suffice' });
  const { device, note } = await openOnDevice('auto', opening(full), gpu);
  assert.equal(device, 'cpu');
  assert.match(note?.message ?? '', /webgpu was tried.*its memory does not suffice/);
});

test('a device asked for by name is never replaced', async () => {
  const full = new EngineError('device/failed', { device: 'webgpu', reason: 'a kernel is missing' });
  await assert.rejects(openOnDevice('webgpu', opening(full), gpu), { code: 'device/failed' });
});

test('what is wrong with the model is no reason to try the processor', async () => {
  const damaged = new EngineError('compile/bad-manifest', { file: 'manifest.json' });
  await assert.rejects(openOnDevice('auto', opening(damaged), gpu), { code: 'compile/bad-manifest' });
});
