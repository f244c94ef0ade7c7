import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';
import { throttle } from '../../../src/extension/notebook/throttle.ts';

test('of many values pushed while one is written, the newest is written next', async () => {
  const { push, written, stop } = recorder();
  for (const value of [1, 2, 3]) push(value);
  await settle();
  for (const value of [4, 5]) push(value);
  await settle();
  await stop();
  assert.deepEqual(written, [1, 3, 4, 5]);
});

test('writes never overlap', async () => {
  let running = 0;
  const { push, stop } = throttle<number>(
    async () => {
      assert.equal(++running, 1);
      await nextTurn();
      running--;
    },
    async () => undefined,
  );
  for (let i = 0; i < 20; i++) {
    push(i);
    await nextTurn();
  }
  await stop();
});

test('after stop nothing is written', async () => {
  const { push, written, stop } = recorder();
  push(1);
  push(2);
  await stop();
  push(3);
  await settle();
  assert.deepEqual(written, [1]);
});

test('stop tells of a write that failed', async () => {
  const { push, stop } = throttle(() => Promise.reject(new Error('closed')), nextTurn);
  push(1);
  await settle();
  push(2);
  await assert.rejects(stop(), /closed/);
});

function recorder() {
  const written: number[] = [];
  const { push, stop } = throttle<number>(async (value) => {
    await nextTurn();
    written.push(value);
  }, nextTurn);
  return { push, stop, written };
}

async function settle() {
  for (let i = 0; i < 20; i++) await nextTurn();
}
