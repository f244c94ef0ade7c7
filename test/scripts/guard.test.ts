import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const guard = path.resolve('scripts/workbench/guard.mjs');
/** A program that starts another of its kind, tells both ids, and ends only when it is made to. */
const stubborn = `
  process.on('SIGTERM', () => {});
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(process.pid, child.pid);
  setInterval(() => {}, 1000);
`;

test('closing the standard input of the guard ends everything it started', async () => {
  const guarded = spawn(process.execPath, [guard, process.execPath, '-e', stubborn], { detached: true });
  const ids = await firstIds(guarded.stdout);
  guarded.stdin.end();
  await once(guarded, 'exit');
  await untilGone(ids);
});

test('so does the death of the process that started it', async () => {
  const parent = spawn(process.execPath, ['-e', starter], { env: { ...process.env, GUARD: guard, PROGRAM: stubborn } });
  const ids = await firstIds(parent.stdout);
  parent.kill('SIGKILL');
  await untilGone(ids);
});

const starter = `
  const options = { detached: true, stdio: ['pipe', 'inherit', 'inherit'] };
  const args = [process.env.GUARD, process.execPath, '-e', process.env.PROGRAM];
  require('node:child_process').spawn(process.execPath, args, options);
`;

async function firstIds(output: NodeJS.ReadableStream): Promise<number[]> {
  const [line] = (await once(output, 'data')) as [Buffer];
  return line.toString().trim().split(' ').map(Number);
}

async function untilGone(ids: number[]): Promise<void> {
  assert.equal(ids.length, 2);
  const deadline = Date.now() + 20_000;
  while (ids.some(isAlive)) {
    assert.ok(Date.now() < deadline, `Still alive: ${ids.filter(isAlive).join()}`);
    await sleep(50);
  }
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
