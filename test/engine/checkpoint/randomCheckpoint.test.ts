import assert from 'node:assert/strict';
import { cp, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import golden from '../../golden/checkpoint/tensors.json' with { type: 'json' };
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { publishedConfig, type ConfigFile } from '../../../src/engine/checkpoint/publishedConfig.ts';
import { publishedLayout } from '../../../src/engine/checkpoint/publishedLayout.ts';
import { writeRandomCheckpoint, type RandomDType } from '../../../src/engine/checkpoint/randomCheckpoint.ts';
import { names, type LayerNames } from '../../../src/engine/model/names.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import { elementCount } from '../../../src/engine/tensor/hostTensor.ts';
import { failingDisk } from './failingDisk.ts';
import { reference } from './reference.ts';
import { refused } from './refused.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const tokenizerFrom = reference('tiny-pre');

for (const [name, tensors] of Object.entries(golden)) {
  test(`the layout that follows from the config of ${name} is the layout of its files`, async () => {
    const layout = publishedLayout(await configOf(name)).map(({ name, shape }) => [name, shape]);
    assert.deepEqual(
      layout,
      Object.entries(tensors).map(([tensor, [, shape]]) => [tensor, shape]),
    );
  });
}

test('the published config makes the published number of tensors and parameters, and is one the model reads', () => {
  const layout = publishedLayout(publishedConfig());
  assert.equal(layout.length, 236);
  assert.equal(
    layout.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    2_606_327_808,
  );
  const config = readConfig(JSON.stringify(publishedConfig(7)));
  assert.equal(config.layout === 'hovle' && config.imageTokenId, 7);
});

test('every parameter laid out is one that the model knows by name, but for the class token that it does not use', () => {
  const { patch, position, text, projectorIn, projectorOut } = names.embedding;
  const language = [names.language.text, names.language.norm, names.language.head];
  const layers = [
    ...Array.from({ length: 8 }, (_, layer) => layerNames(names.embedding.layer(layer))),
    ...Array.from({ length: 24 }, (_, layer) => layerNames(names.language.layer(layer))),
  ].flat();
  const known = new Set([patch, position, text, projectorIn, projectorOut, ...language, ...layers].map(withoutKind));
  const laidOut = new Set(publishedLayout(publishedConfig()).map(({ name }) => withoutKind(name)));
  laidOut.delete('embedding_model.vision_embeddings.class_embedding');
  assert.deepEqual(laidOut, known);
});

for (const dtype of ['float32', 'float16', 'bfloat16'] as const) {
  test(`random weights in ${dtype} spread as the published model's did when its training began`, async (t) => {
    const folder = await written(t, { dtype });
    const checkpoint = await openCheckpoint(folder);
    const weights = await checkpoint.readFloat32('language_model.output.weight');
    const gains = await checkpoint.readFloat32('language_model.model.norm.weight');
    const types = new Set([...checkpoint.tensors.values()].map((tensor) => tensor.dtype));
    await checkpoint.close();
    assert.deepEqual([...types], [dtype]);
    assertSpread(weights, 0);
    assertSpread(gains, 1);
  });
}

test('a weight depends on the seed, its tensor and its place, not on how files are cut', async (t) => {
  const [one, other, third] = [
    await written(t),
    await written(t, { maxShardBytes: 100_000 }),
    await written(t, { seed: 2 }),
  ];
  assert.ok((await readdir(other)).length > (await readdir(one)).length + 3);
  assert.deepEqual(await valuesOf(other), await valuesOf(one));
  assert.notDeepEqual(await valuesOf(third), await valuesOf(one));
});

test('equal shapes hold unrelated values', async (t) => {
  const checkpoint = await openCheckpoint(await written(t));
  const a = await checkpoint.readFloat32('language_model.output.weight');
  const b = await checkpoint.readFloat32('language_model.model.tok_embeddings.weight');
  await checkpoint.close();
  const product = a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0) / (a.length * 0.02 ** 2);
  // Four standard deviations of the correlation of independent values.
  assert.ok(Math.abs(product) < 4 / Math.sqrt(a.length), `correlation ${product}`);
});

test('config and tokenizer lie beside the weights', async (t) => {
  const folder = await written(t);
  assert.deepEqual(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')), await configOf('tiny-post'));
  assert.deepEqual(
    await readFile(join(folder, 'tokenizer.model')),
    await readFile(join(tokenizerFrom, 'tokenizer.model')),
  );
});

test('a full disk or a folder without a tokenizer leaves nothing that opens as a checkpoint', async (t) => {
  const folder = await temporaryFolder(t);
  const config = await configOf('tiny-post');
  const options = { seed: 1, dtype: 'bfloat16', tokenizerFrom } as const;
  const disk = failingDisk('write', 'ENOSPC', 9);
  await refused(() => writeRandomCheckpoint(folder, config, { ...options, disk }), 'disk/full');
  assert.deepEqual(await readdir(folder), []);
  const without = join(folder, 'without');
  await cp(tokenizerFrom, without, { recursive: true });
  await rm(join(without, 'tokenizer.model'));
  const target = join(folder, 'target');
  const missing = { file: join(without, 'tokenizer.model') };
  const writing = () => writeRandomCheckpoint(target, config, { ...options, tokenizerFrom: without });
  await refused(writing, 'disk/missing', missing);
  await refused(() => openCheckpoint(target), 'checkpoint/missing-file', { file: join(target, 'config.json') });
});

function layerNames(layer: LayerNames): string[] {
  return Object.values({ ...layer });
}

/** A parameter's name without `.weight` or `.bias`. */
function withoutKind(name: string): string {
  return name.replace(/\.(weight|bias)$/, '');
}

interface Choices {
  seed?: number;
  dtype?: RandomDType;
  maxShardBytes?: number;
}

async function written(t: Parameters<typeof temporaryFolder>[0], choices: Choices = {}): Promise<string> {
  const folder = await temporaryFolder(t);
  await writeRandomCheckpoint(folder, await configOf('tiny-post'), {
    seed: 1,
    dtype: 'bfloat16',
    tokenizerFrom,
    ...choices,
  });
  return folder;
}

async function configOf(name: string): Promise<ConfigFile> {
  return JSON.parse(await readFile(join(reference(name), 'config.json'), 'utf8')) as ConfigFile;
}

async function valuesOf(folder: string): Promise<Map<string, Float32Array>> {
  const checkpoint = await openCheckpoint(folder);
  const values = new Map<string, Float32Array>();
  for (const name of checkpoint.tensors.keys()) values.set(name, await checkpoint.readFloat32(name));
  await checkpoint.close();
  return values;
}

/** Mean, deviation and fourth moment of a normal distribution, within five standard errors, and no value far out. */
function assertSpread(values: Float32Array, mean: number): void {
  const deviations = Array.from(values, (value) => (value - mean) / 0.02);
  const moment = (power: number) => deviations.reduce((sum, z) => sum + z ** power, 0) / values.length;
  const error = 5 / Math.sqrt(values.length);
  // Near one, bfloat16 has steps of a fifth of the deviation, which widen the spread a little.
  const rounding = mean === 0 ? 0.005 : 0.05;
  assert.ok(Math.abs(moment(1)) < error + rounding, `mean ${moment(1)}`);
  assert.ok(Math.abs(moment(2) - 1) < error * Math.sqrt(2) + rounding, `variance ${moment(2)}`);
  assert.ok(Math.abs(moment(4) - 3) < error * Math.sqrt(96) + 3 * rounding, `fourth moment ${moment(4)}`);
  assert.ok(deviations.every((z) => Math.abs(z) < 4.6));
}
