import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { arithmeticChecks } from '../../../scripts/verify/arithmeticChecks.ts';
import type { Outcome } from '../../../scripts/verify/check.ts';
import { findReferenceSets, readCases } from '../../../scripts/verify/referenceSet.ts';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensorsFile.ts';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import { loadModel, type LoadedModel } from '../../../src/engine/generate/loadedModel.ts';

/** Run by webgpu.test.ts in a process whose Vulkan driver is SwiftShader. Every shader is compiled once a process, and slowly: so few shapes, and one process. */

const reference = join(import.meta.dirname, '..', '..', 'golden', 'reference');
/** One with a picture each; between them both layouts, RoPE scaling, several tiles and several turns. */
const cases = ['tall-tie', 'two-turns', 'wide-and-tall', 'wide'];
const sets = await Promise.all(
  (await findReferenceSets(reference)).map(async (set) => ({ name: set.name, cases: await readCases(set) })),
);
const models = new Map<string, LoadedModel>();
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hovle-webgpu-'));
});

after(async () => {
  for (const model of models.values()) await model.close();
  await rm(folder, { recursive: true, force: true });
});

async function modelOn(device: 'cpu' | 'webgpu', name: string): Promise<LoadedModel> {
  const key = `${device} ${name}`;
  const out = join(folder, name);
  if (![...models.keys()].some((known) => known.endsWith(` ${name}`)))
    await compileModel(join(reference, name), { precision: 'fp32', out });
  const model = models.get(key) ?? (await loadModel(out, { device, prefixCacheBytes: 2 ** 26 }));
  models.set(key, model);
  return model;
}

async function outcomes(name: string, subject: string): Promise<Outcome[]> {
  const one = sets.find((set) => set.name === name)?.cases.find((each) => each.name === subject);
  assert.ok(one, `${name} has the case ${subject}`);
  const expected = await openSafetensors(join(reference, `${name}-expected.safetensors`));
  try {
    return await arithmeticChecks(await modelOn('webgpu', name), one, expected);
  } finally {
    await expected.close();
  }
}

for (const { name, cases: own } of sets) {
  const subject = own.find((one) => cases.includes(one.name))?.name ?? '';
  test(`${name} on WebGPU: the published numbers, and greedy ids with prefix cache and speculation`, async () => {
    const checks = await outcomes(name, subject);
    assert.ok(['logits', 'greedy ids, from the prefix cache'].every((what) => checks.some((one) => one.what === what)));
    assert.deepEqual(
      checks.filter(({ passed }) => !passed),
      [],
    );
  });
}

const text = (ids: readonly number[]) => ({ spans: [{ kind: 'text' as const, ids }] });

function assertClose(found: Float32Array, expected: Float32Array): void {
  const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))), 0);
  assert.ok(worst < 2e-4 && found.length === expected.length, `differs by ${worst}`);
}

test('a copied cache goes its own way: what follows in one never shows in the other', async () => {
  const { decoder } = await modelOn('webgpu', 'tiny-pre');
  const cache = decoder.newCache();
  await decoder.prefill(cache, text([1, 20, 300, 4]));
  const copy = cache.copy(3);
  const other = await decoder.extend(copy, [77]);
  const own = await decoder.extend(cache, [50]);
  copy.close();
  cache.close();
  const alone = await (await modelOn('cpu', 'tiny-pre')).decoder.evaluate(text([1, 20, 300, 77]));
  const whole = await (await modelOn('cpu', 'tiny-pre')).decoder.evaluate(text([1, 20, 300, 4, 50]));
  assertClose(other, alone.logits.slice(-other.length));
  assertClose(own, whole.logits.slice(-own.length));
});

test('a cache that grows past its room keeps what it holds', async () => {
  const ids = Array.from({ length: 70 }, (_, i) => 5 + ((i * 37) % 200));
  const { decoder } = await modelOn('webgpu', 'tiny-pre');
  const cache = decoder.newCache();
  await decoder.prefill(cache, text(ids.slice(0, 62)));
  const before = cache.sizeBytes;
  const logits = await decoder.extend(cache, ids.slice(62));
  assert.ok(cache.sizeBytes > before);
  cache.close();
  const whole = await (await modelOn('cpu', 'tiny-pre')).decoder.evaluate(text(ids));
  assertClose(logits, whole.logits.slice(-logits.length));
});

test('layers look on WebGPU as they do on the processor', async () => {
  const found = await vectors('webgpu');
  assertClose(found, await vectors('cpu'));
});

async function vectors(device: 'cpu' | 'webgpu'): Promise<Float32Array> {
  const model = await modelOn(device, 'tiny-pre');
  return model.decoder.inspect(text([1, 20, 300, 4]), await model.inspection(), 3);
}

test('4-bit weights answer on WebGPU as on the processor, but for how each rounds activations', async () => {
  const out = join(folder, 'int4');
  await compileModel(join(reference, 'tiny-pre'), { precision: 'int4', out });
  const [here, there] = [await logitsOf(out, 'cpu'), await logitsOf(out, 'webgpu')];
  const squares = (numbers: Float32Array): number => numbers.reduce((sum, x) => sum + x * x, 0);
  const difference = there.map((value, i) => value - (here[i] ?? NaN));
  assert.ok(Math.sqrt(squares(difference) / squares(here)) < 0.06);
});

async function logitsOf(out: string, device: 'cpu' | 'webgpu'): Promise<Float32Array> {
  const model = await loadModel(out, { device, prefixCacheBytes: 0, promptWeights: 'lean' });
  try {
    return (await model.decoder.evaluate(text([1, 20, 300, 4]))).logits;
  } finally {
    await model.close();
  }
}

test('W8A8, for which WebGPU has no kernel, is refused by name', async () => {
  const out = join(folder, 'int8');
  await compileModel(join(reference, 'tiny-pre'), { precision: 'int8', out });
  await assert.rejects(loadModel(out, { device: 'webgpu', prefixCacheBytes: 0 }), {
    code: 'device/no-kernels',
    details: { device: 'webgpu', precision: 'int8' },
  });
});

test('a model that is closed takes along what its users left open', async () => {
  const model = await loadModel(join(folder, 'tiny-pre'), { device: 'webgpu', prefixCacheBytes: 2 ** 26 });
  const cache = model.decoder.newCache();
  await model.decoder.prefill(cache, text([1, 20]));
  await model.close();
  cache.close();
});
