import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { publishedConfig } from '../../../src/engine/checkpoint/publishedConfig.ts';
import { publishedLayout } from '../../../src/engine/checkpoint/publishedLayout.ts';
import {
  storedBytes,
  totalBytesOf,
  type Produce,
  type TensorEntry,
} from '../../../src/engine/checkpoint/writeSafetensors.ts';
import {
  indexText,
  planShards,
  writeShardedCheckpoint,
} from '../../../src/engine/checkpoint/writeShardedCheckpoint.ts';
import { failingDisk, type DiskStep } from './failingDisk.ts';
import { refused } from './refused.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const entries: TensorEntry[] = ['c', 'a', 'b', 'd'].map((name) => ({ name, dtype: 'uint8', shape: [10] }));

const named: Produce = async (entry) => new Uint8Array(storedBytes(entry)).fill(entry.name.charCodeAt(0));

test('the published model falls into the published shards', () => {
  const parameters = publishedLayout(publishedConfig());
  const shards = planShards(
    parameters.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
    5e9,
  );
  const sizes = shards.map(({ file, entries }) => [file, entries.length, totalBytesOf(entries)]);
  assert.deepEqual(sizes, [
    ['model-00001-of-00003.safetensors', 103, 4_935_622_656],
    ['model-00002-of-00003.safetensors', 132, 4_731_494_400],
    ['model-00003-of-00003.safetensors', 1, 758_194_176],
  ]);
  const text = indexText(shards);
  assert.equal(text.length, 22_121);
  assert.equal(text.trimEnd().split('\n').length, 243);
});

test('shards hold no more than asked for, unless one tensor alone is larger', () => {
  const filesFor = (maxShardBytes: number) => planShards(entries, maxShardBytes).map(({ entries }) => entries.length);
  assert.deepEqual(filesFor(40), [4]);
  assert.deepEqual(filesFor(39), [3, 1]);
  assert.deepEqual(filesFor(20), [2, 2]);
  assert.deepEqual(filesFor(9), [1, 1, 1, 1]);
});

test('a sharded checkpoint is opened by its index and holds what was produced', async (t) => {
  const folder = join(await temporaryFolder(t), 'new', 'folder');
  const told: number[] = [];
  const onProgress = (done: number) => told.push(done);
  await writeShardedCheckpoint(folder, entries, named, { maxShardBytes: 20, onProgress });
  assert.deepEqual(told, [10, 20, 30, 40]);
  await writeFile(join(folder, 'config.json'), '{}');
  const checkpoint = await openCheckpoint(folder);
  assert.deepEqual([...checkpoint.tensors.keys()], ['c', 'a', 'b', 'd']);
  for (const { name } of entries)
    assert.deepEqual(await checkpoint.readBytes(name), new Uint8Array(10).fill(name.charCodeAt(0)));
  await checkpoint.close();
  const index: unknown = JSON.parse(await readFile(join(folder, 'model.safetensors.index.json'), 'utf8'));
  const [one, two] = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
  assert.deepEqual(index, { metadata: { total_size: 40 }, weight_map: { a: one, b: two, c: one, d: two } });
});

test('weights that fit one file have no index', async (t) => {
  const folder = await temporaryFolder(t);
  await writeShardedCheckpoint(folder, entries, named);
  assert.deepEqual(await readdir(folder), ['model.safetensors']);
});

test('a folder with another checkpoint is refused; the same files are replaced', async (t) => {
  const folder = await temporaryFolder(t);
  await writeShardedCheckpoint(folder, entries, named, { maxShardBytes: 20 });
  const files = [
    'model-00001-of-00002.safetensors',
    'model-00002-of-00002.safetensors',
    'model.safetensors.index.json',
  ];
  await refused(() => writeShardedCheckpoint(folder, entries, named), 'checkpoint/stale-files', { folder, files });
  await writeShardedCheckpoint(folder, entries, named, { maxShardBytes: 20 });
  assert.deepEqual((await readdir(folder)).sort(), files);
});

const failures: readonly { step: DiskStep; count: number }[] = [
  { step: 'create', count: 2 },
  { step: 'write', count: 5 },
  { step: 'write', count: 7 },
  { step: 'sync', count: 3 },
];

for (const { step, count } of failures) {
  test(`a disk that is full at ${step} ${count} leaves an empty folder empty`, async (t) => {
    const folder = await temporaryFolder(t);
    const options = { maxShardBytes: 20, disk: failingDisk(step, 'ENOSPC', count) };
    await refused(() => writeShardedCheckpoint(folder, entries, named, options), 'disk/full');
    assert.deepEqual(await readdir(folder), []);
  });
}

test('a failure while files get their names leaves no index, so that no mixture can be opened', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'config.json'), '{}');
  await writeShardedCheckpoint(folder, entries, named, { maxShardBytes: 20 });
  const options = { maxShardBytes: 20, disk: failingDisk('rename', 'EIO', 2) };
  await refused(() => writeShardedCheckpoint(folder, entries, named, options), 'disk/failed');
  await refused(() => openCheckpoint(folder), 'checkpoint/no-weights');
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.endsWith('.partial')),
    [],
  );
});

test('cancelling leaves nothing', async (t) => {
  const folder = await temporaryFolder(t);
  const controller = new AbortController();
  const onProgress = (done: number) => done === 30 && controller.abort();
  const options = { maxShardBytes: 20, signal: controller.signal, onProgress };
  await refused(() => writeShardedCheckpoint(folder, entries, named, options), 'request/cancelled');
  assert.deepEqual(await readdir(folder), []);
});
