import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { withStartLock } from '../../../src/engine/client/startLock.ts';
import { systemClock } from '../../../src/engine/rpc/clock.ts';
import { temporaryFolder } from './fakeClient.ts';

test('actions under one lock never overlap, and leave nothing behind', async (context) => {
  const folder = await temporaryFolder(context);
  let running = 0;
  const action = async () => {
    assert.equal(++running, 1);
    await readdir(folder);
    running--;
  };
  const settings = { folder, version: '1', clock: systemClock };
  await Promise.all(Array.from({ length: 8 }, () => withStartLock(settings, action)));
  assert.deepEqual(await readdir(folder), []);
});

test('the lock is let go when the action fails', async (context) => {
  const settings = { folder: await temporaryFolder(context), version: '1', clock: systemClock };
  await assert.rejects(
    withStartLock(settings, () => Promise.reject(new Error('failed'))),
    /failed/,
  );
  assert.equal(await withStartLock(settings, () => Promise.resolve('next')), 'next');
});

test('the lock of a dead process is removed', async (context) => {
  const folder = await temporaryFolder(context);
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  await writeFile(join(folder, 'engine-1.lock'), String(dead.pid));
  const settings = { folder, version: '1', clock: systemClock };
  const results = await Promise.all([1, 2, 3].map((value) => withStartLock(settings, () => Promise.resolve(value))));
  assert.deepEqual(results, [1, 2, 3]);
});

test('a lock that is too old for any start is removed, whoever has the number of its owner now', async (context) => {
  const folder = await temporaryFolder(context);
  const file = join(folder, 'engine-1.lock');
  await writeFile(file, String(process.pid));
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(file, longAgo, longAgo);
  const settings = { folder, version: '1', clock: systemClock };
  assert.equal(await withStartLock(settings, () => Promise.resolve('next')), 'next');
});
