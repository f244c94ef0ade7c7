import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import golden from '../../golden/checkpoint/tensors.json' with { type: 'json' };
import type { ErrorCode } from '../../../src/engine/api/errors.ts';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { dtypeNames } from '../../../src/engine/checkpoint/safetensorsHeader.ts';
import { reference } from './reference.ts';
import { refused } from './refused.ts';
import { claim, safetensorsBytes } from './safetensorsBytes.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { unprivileged } from './unprivileged.ts';

for (const [name, tensors] of Object.entries(golden)) {
  test(`${name}: every tensor has the type, shape and values that the reference libraries read, in the files' order`, async () => {
    const checkpoint = await openCheckpoint(reference(name));
    const actual: [string, unknown[]][] = [];
    for (const { name: tensor, dtype, shape } of checkpoint.tensors.values())
      actual.push([tensor, [dtypeNames[dtype], shape, hashOf(await checkpoint.readFloat32(tensor))]]);
    await checkpoint.close();
    assert.deepEqual(actual, Object.entries(tensors));
  });
}

test('the config is handed over as its text', async () => {
  const checkpoint = await openCheckpoint(reference('tiny-pre'));
  await checkpoint.close();
  assert.equal(checkpoint.configText, await readFile(join(reference('tiny-pre'), 'config.json'), 'utf8'));
});

test('a folder of links into a store of blobs, as the Hugging Face cache makes it, is read', async (t) => {
  const cache = await temporaryFolder(t);
  const snapshot = join(cache, 'snapshots', 'main');
  await mkdir(snapshot, { recursive: true });
  await cp(reference('tiny-post'), join(cache, 'blobs'), { recursive: true });
  for (const file of await readdir(join(cache, 'blobs')))
    await symlink(relative(snapshot, join(cache, 'blobs', file)), join(snapshot, file));
  const checkpoint = await openCheckpoint(snapshot);
  await checkpoint.close();
  assert.equal(checkpoint.tensors.size, Object.keys(golden['tiny-post']).length);
});

test('where both exist, the single file counts, as it does for the Hugging Face libraries', async (t) => {
  const folder = await copyOf(t, 'tiny-pre');
  await writeFile(join(folder, 'model.safetensors'), safetensorsBytes({ only: claim('U8', [1], 0, 1) }, 1));
  const checkpoint = await openCheckpoint(folder);
  await checkpoint.close();
  assert.deepEqual([...checkpoint.tensors.keys()], ['only']);
});

const first = 'model-00001-of-00002.safetensors';
const second = 'model-00002-of-00002.safetensors';
const indexName = 'model.safetensors.index.json';
const head = 'language_model.output.weight';

/** What is wrong with a folder, how a copy of tiny-pre comes to be so, and the refusal. */
const broken: readonly {
  what: string;
  damage: (folder: string) => Promise<void>;
  code: ErrorCode;
  details?: object;
}[] = [
  { what: 'that is empty', damage: empty, code: 'checkpoint/missing-file' },
  { what: 'without weights', damage: (folder) => rm(join(folder, indexName)), code: 'checkpoint/no-weights' },
  {
    what: 'without its second shard',
    damage: (folder) => rm(join(folder, second)),
    code: 'checkpoint/missing-shard',
    details: { tensors: 20 },
  },
  {
    what: 'whose second shard was cut short',
    damage: (folder) => truncate(join(folder, second), 500_000),
    code: 'checkpoint/bad-offsets',
  },
  {
    what: 'whose second shard was cut inside its header',
    damage: (folder) => truncate(join(folder, second), 100),
    code: 'checkpoint/truncated',
  },
  {
    what: 'whose shard is a folder',
    damage: async (folder) => {
      await rm(join(folder, second));
      await mkdir(join(folder, second));
    },
    code: 'disk/failed',
  },
  {
    what: 'whose index names a tensor that no shard has',
    damage: (folder) => editIndex(folder, (map) => (map['absent.weight'] = first)),
    code: 'checkpoint/missing-tensor',
    details: { name: 'absent.weight' },
  },
  {
    what: 'whose index lies about the shard of a tensor',
    damage: (folder) => editIndex(folder, (map) => (map[head] = first)),
    code: 'checkpoint/wrong-shard',
    details: { name: head },
  },
  {
    what: 'with a tensor in two shards',
    damage: storeTwice,
    code: 'checkpoint/tensor-twice',
    details: { name: 'twice' },
  },
  {
    what: 'whose index is not JSON',
    damage: (folder) => writeFile(join(folder, indexName), '{'),
    code: 'checkpoint/bad-index',
  },
  {
    what: 'whose index is a list',
    damage: (folder) => writeFile(join(folder, indexName), '[]'),
    code: 'checkpoint/bad-index',
  },
  {
    what: 'whose index has only an inherited map',
    damage: (folder) => writeFile(join(folder, indexName), '{"__proto__":{"weight_map":{"x":"y.safetensors"}}}'),
    code: 'checkpoint/bad-index',
  },
  {
    what: 'whose index is empty',
    damage: (folder) => writeFile(join(folder, indexName), '{"weight_map":{}}'),
    code: 'checkpoint/bad-index',
  },
  {
    what: 'whose index names a number',
    damage: (folder) => writeFile(join(folder, indexName), '{"weight_map":{"x":1}}'),
    code: 'checkpoint/bad-index',
  },
  {
    what: 'whose index is enormous',
    damage: (folder) => truncate(join(folder, indexName), 17 * 1024 * 1024),
    code: 'checkpoint/file-too-large',
  },
  {
    what: 'whose config is enormous',
    damage: (folder) => truncate(join(folder, 'config.json'), 5 * 1024 * 1024),
    code: 'checkpoint/file-too-large',
  },
];

for (const { what, damage, code, details } of broken) {
  test(`a folder ${what} is refused: ${code}`, async (t) => {
    const folder = await copyOf(t, 'tiny-pre');
    await damage(folder);
    await refused(() => openCheckpoint(folder), code, details);
  });
}

const outside = [
  '../other/model.safetensors',
  'a/../../model.safetensors',
  '/etc/model.safetensors',
  'C:\\model.safetensors',
  'c:model.safetensors',
  '..\\model.safetensors',
  './model.safetensors',
  'a//model.safetensors',
  'model\u0000.safetensors',
  '/dev/zero',
  'model.bin',
  '',
];

for (const path of outside) {
  test(`an index that names ${JSON.stringify(path)} is refused without opening it`, async (t) => {
    const folder = await copyOf(t, 'tiny-pre');
    await editIndex(folder, (map) => (map[head] = path));
    await refused(() => openCheckpoint(folder), 'checkpoint/unsafe-path', { path });
  });
}

test('a shard in a folder below is read', async (t) => {
  const folder = await copyOf(t, 'tiny-pre');
  await mkdir(join(folder, 'weights'));
  for (const shard of [first, second]) await rename(join(folder, shard), join(folder, 'weights', shard));
  await editIndex(folder, (map) => {
    for (const name of Object.keys(map)) map[name] = `weights/${map[name]}`;
  });
  await (await openCheckpoint(folder)).close();
});

test('a shard that may not be read is refused with a sentence on permission', async (t) => {
  const folder = await copyOf(t, 'tiny-pre');
  await chmod(folder, 0o755);
  await chmod(join(folder, first), 0o000);
  await unprivileged(() => refused(() => openCheckpoint(folder), 'disk/no-permission', { file: join(folder, first) }));
});

test('a refused folder leaves no file open', async (t) => {
  const folder = await copyOf(t, 'tiny-pre');
  await storeTwice(folder);
  const before = await openFiles();
  for (let i = 0; i < 20; i++) await refused(() => openCheckpoint(folder), 'checkpoint/tensor-twice');
  assert.ok((await openFiles()) < before + 20);
});

async function copyOf(t: Parameters<typeof temporaryFolder>[0], name: string): Promise<string> {
  const folder = await temporaryFolder(t);
  await cp(reference(name), folder, { recursive: true });
  return folder;
}

async function empty(folder: string): Promise<void> {
  for (const file of await readdir(folder)) await rm(join(folder, file));
}

async function editIndex(folder: string, edit: (weightMap: Record<string, string>) => unknown): Promise<void> {
  const path = join(folder, indexName);
  const index = JSON.parse(await readFile(path, 'utf8')) as { weight_map: Record<string, string> };
  edit(index.weight_map);
  await writeFile(path, JSON.stringify(index));
}

async function storeTwice(folder: string): Promise<void> {
  for (const shard of [first, second])
    await writeFile(
      join(folder, shard),
      safetensorsBytes({ twice: claim('U8', [1], 0, 1), [shard]: claim('U8', [0], 1, 1) }, 1),
    );
  await writeFile(join(folder, indexName), JSON.stringify({ weight_map: { twice: first, [second]: second } }));
}

async function openFiles(): Promise<number> {
  return (await readdir('/proc/self/fd').catch(() => [])).length;
}

function hashOf(values: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16);
}
