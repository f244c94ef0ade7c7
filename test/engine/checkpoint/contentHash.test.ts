import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, cp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { reference } from './reference.ts';
import { refused } from './refused.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const shards = [
  'model-00001-of-00003.safetensors',
  'model-00002-of-00003.safetensors',
  'model-00003-of-00003.safetensors',
];

test('the identity of an untouched checkpoint is the same each time it is opened', async (t) => {
  const folder = await copyOf(t);
  assert.equal(await sourceHashOf(folder), await sourceHashOf(folder));
  assert.match(await sourceHashOf(folder), /^[0-9a-f]{64}$/);
});

test('the identity does not depend on where the folder lies', async (t) => {
  const folder = await copyOf(t);
  const moved = await copyOf(t);
  assert.equal(await sourceHashOf(moved), await sourceHashOf(folder));
});

const changes: readonly { what: string; change: (folder: string) => Promise<void> }[] = [
  { what: 'the config', change: (folder) => appendFile(join(folder, 'config.json'), ' ') },
  { what: 'the time of a shard', change: (folder) => utimes(join(folder, shards[1]!), 1, 1) },
  { what: 'a name in a header', change: renameTensor },
  { what: 'a file of the tokenizer', change: (folder) => writeFile(join(folder, 'added_tokens.json'), '{}') },
];

for (const { what, change } of changes) {
  test(`changing ${what} changes the identity`, async (t) => {
    const folder = await copyOf(t);
    const before = await sourceHashOf(folder);
    await change(folder);
    assert.notEqual(await sourceHashOf(folder), before);
  });
}

test('the full hash is the SHA-256 of each file, and its progress ends at all bytes', async () => {
  const checkpoint = await openCheckpoint(reference('tiny-post'));
  const told: [number, number][] = [];
  const hashes = await checkpoint.fullHash({ onProgress: (done, total) => told.push([done, total]) });
  await checkpoint.close();
  const files = await Promise.all(shards.map((file) => readFile(join(reference('tiny-post'), file))));
  assert.deepEqual([...hashes.keys()], shards);
  assert.deepEqual(
    [...hashes.values()],
    files.map((bytes) => createHash('sha256').update(bytes).digest('hex')),
  );
  const total = files.reduce((sum, bytes) => sum + bytes.length, 0);
  assert.deepEqual(told.at(-1), [total, total]);
});

test('hashing stops when it is cancelled', async () => {
  const checkpoint = await openCheckpoint(reference('tiny-post'));
  await refused(() => checkpoint.fullHash({ signal: AbortSignal.abort() }), 'request/cancelled');
  await checkpoint.close();
});

/** What every shard of a copy was last read and changed at. */
const times = [1000, 2000] as const;

async function copyOf(t: Parameters<typeof temporaryFolder>[0]): Promise<string> {
  const folder = await temporaryFolder(t);
  await cp(reference('tiny-post'), folder, { recursive: true });
  for (const file of await readdir(folder)) await utimes(join(folder, file), ...times);
  return folder;
}

async function sourceHashOf(folder: string): Promise<string> {
  const checkpoint = await openCheckpoint(folder);
  const hash = await checkpoint.sourceHash();
  await checkpoint.close();
  return hash;
}

/** Gives a tensor another name of the same length, and the file its old times. */
async function renameTensor(folder: string): Promise<void> {
  const path = join(folder, 'model.safetensors.index.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('model.norm.weight', 'model.morn.weight'));
  const shard = join(folder, shards[2]!);
  const bytes = await readFile(shard);
  bytes.write('model.morn.weight', bytes.indexOf('model.norm.weight'));
  await writeFile(shard, bytes);
  await utimes(shard, ...times);
}
