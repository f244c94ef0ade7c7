import assert from 'node:assert/strict';
import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  engineFile,
  readEngineRecord,
  removeEngineRecord,
  writeEngineRecord,
} from '../../../src/engine/host/engineFile.ts';
import { newAddress } from '../../../src/engine/host/localAddress.ts';
import { ensurePrivateFolder } from '../../../src/engine/host/privateFolder.ts';
import { temporaryFolder } from '../client/fakeClient.ts';

const recorded = { processId: 1, address: '/run/engine.sock', token: 'secret', version: '1' };

test('a folder that others can read is closed to them', async (context) => {
  const folder = join(await temporaryFolder(context), 'deep', 'run');
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  await ensurePrivateFolder(folder);
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
});

test('a link in the place of the folder is refused', async (context) => {
  const folder = await temporaryFolder(context);
  await symlink(folder, join(folder, 'link'));
  await assert.rejects(ensurePrivateFolder(join(folder, 'link')), { code: 'engine/unsafe-folder' });
});

for (const [what, depth] of [
  ['short', 0],
  ['too long for a socket', 12],
] as const)
  test(`an engine can listen although its folder's path is ${what}`, async (context) => {
    const folder = join(await temporaryFolder(context), ...Array<string>(depth).fill('long-name'));
    await mkdir(folder, { recursive: true });
    const { path, remove } = await newAddress(folder);
    const server = createServer().listen(path);
    await once(server, 'listening');
    assert.ok((await stat(path)).isSocket());
    server.close();
    await remove();
    await assert.rejects(stat(path), { code: 'ENOENT' });
  });

test('a record is read as written, and removed only by the engine that wrote it', async (context) => {
  const file = engineFile(await temporaryFolder(context), '1');
  assert.equal(await readEngineRecord(file), undefined);
  await writeEngineRecord(file, recorded);
  assert.deepEqual(await readEngineRecord(file), recorded);
  await removeEngineRecord(file, { ...recorded, token: 'other' });
  assert.deepEqual(await readEngineRecord(file), recorded);
  await removeEngineRecord(file, recorded);
  assert.equal(await readEngineRecord(file), undefined);
});

for (const text of ['', '{', 'null', '{"processId":"1"}'])
  test(`a record that reads ${JSON.stringify(text)} is none`, async (context) => {
    const file = engineFile(await temporaryFolder(context), '1');
    await writeFile(file, text);
    assert.equal(await readEngineRecord(file), undefined);
  });
