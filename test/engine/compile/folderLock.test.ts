import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { isFolderLocked, withFolderLock } from '../../../src/engine/compile/folderLock.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

test('two that want one folder have it one after the other', async (t) => {
  const folder = join(await temporaryFolder(t), 'compiled');
  const order: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    order.push(`${name} begins`);
    await delay(30);
    order.push(`${name} ends`);
  };
  await Promise.all(['a', 'b', 'c'].map((name) => withFolderLock(folder, undefined, work(name))));
  assert.deepEqual(
    order.map((line) => line.slice(2)),
    ['begins', 'ends', 'begins', 'ends', 'begins', 'ends'],
  );
  assert.ok(!existsSync(`${folder}.lock`));
});

test('the lock of a process that has ended does not hold', async (t) => {
  const folder = join(await temporaryFolder(t), 'compiled');
  const { pid } = spawnSync(process.execPath, ['--version']);
  for (const owner of [`${pid} 1`, `${process.pid} 1`]) {
    await writeFile(`${folder}.lock`, owner);
    assert.equal(await withFolderLock(folder, undefined, () => Promise.resolve('done')), 'done');
  }
});

test('an empty lock holds only for as long as its owner may be writing it', async (t) => {
  const folder = join(await temporaryFolder(t), 'compiled');
  const file = `${folder}.lock`;
  await writeFile(file, '');
  assert.equal(await isFolderLocked(folder), true);
  const before = new Date(Date.now() - 10_000);
  await utimes(file, before, before);
  assert.equal(await isFolderLocked(folder), false);
  assert.equal(await withFolderLock(folder, undefined, () => Promise.resolve('done')), 'done');
});

test('the lock says whose it is as soon as it is there, and nothing else is left beside it', async (t) => {
  const parent = await temporaryFolder(t);
  const folder = join(parent, 'compiled');
  const names = await withFolderLock(folder, undefined, () => readdir(parent));
  assert.deepEqual(names, ['compiled.lock']);
  assert.deepEqual(await readdir(parent), []);
});

test(
  'a lock whose number another process has by now does not hold',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const folder = join(await temporaryFolder(t), 'compiled');
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    t.after(() => other.kill());
    await writeFile(`${folder}.lock`, `${other.pid} 1`);
    assert.equal(await isFolderLocked(folder), true);
    await writeFile(`${folder}.lock`, `${other.pid} 1 1`);
    assert.equal(await isFolderLocked(folder), false);
    const own = await withFolderLock(folder, undefined, () => readFile(`${folder}.lock`, 'utf8'));
    assert.match(own, new RegExp(`^${process.pid} \\d+ \\d+$`));
    await writeFile(`${folder}.lock`, own);
    assert.equal(await isFolderLocked(folder), true);
  },
);

test('waiting for another process can be cancelled, and leaves its lock alone', async (t) => {
  const folder = join(await temporaryFolder(t), 'compiled');
  await writeFile(`${folder}.lock`, `${process.ppid} 1`);
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 20);
  await refused(() => withFolderLock(folder, abort.signal, () => Promise.resolve()), 'request/cancelled');
  assert.ok(existsSync(`${folder}.lock`));
});

test('who waits for another process is told so, once, and who does not wait is not', async (t) => {
  const folder = join(await temporaryFolder(t), 'compiled');
  let told = 0;
  const tell = (): void => {
    told++;
  };
  const work = (): Promise<void> => withFolderLock(folder, undefined, () => delay(600), tell);
  await work();
  assert.equal(told, 0);
  await Promise.all([work(), work()]);
  assert.equal(told, 1);
});

test('work that fails gives the folder free', async (t) => {
  const folder = join(await temporaryFolder(t), 'compiled');
  await assert.rejects(
    withFolderLock(folder, undefined, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.ok(!existsSync(`${folder}.lock`));
});
