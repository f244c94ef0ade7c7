import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { ExplorerRequests } from '../../../src/extension/webviews/explorerRequests.ts';

function begun() {
  const failures: unknown[] = [];
  const begins: string[] = [];
  const requests = new ExplorerRequests((error) => failures.push(error));
  const ends = new Map<string, () => void>();
  /** Until it is ended, or for ever. */
  const find = (about: string, side: 'first' | 'second' = 'first') =>
    requests.find({ kind: 'map', side, about }, async (signal) => {
      begins.push(`${side} ${about}`);
      await new Promise<void>((resolve, reject) => {
        ends.set(`${side} ${about}`, resolve);
        signal.addEventListener('abort', () => reject(new Error(`${about} was ended`)));
      });
    });
  return { requests, failures, begins, ends, find };
}

test('a question that is asked again waits for the one under way', async () => {
  const { find, begins, ends, failures } = begun();
  const both = [find('layer 3'), find('layer 3')];
  ends.get('first layer 3')?.();
  assert.deepEqual(await Promise.all(both), [true, true]);
  assert.deepEqual(begins, ['first layer 3']);
  const again = find('layer 3');
  ends.get('first layer 3')?.();
  assert.equal(await again, true);
  assert.equal(begins.length, 2);
  assert.deepEqual(failures, []);
});

test('another question of its kind takes its place without a word, of the same model only', async () => {
  const { find, ends, failures } = begun();
  const [other, replaced, wanted] = [find('layer 1', 'second'), find('layer 1'), find('layer 2')];
  assert.equal(await replaced, false);
  for (const end of ends.values()) end();
  assert.deepEqual(await Promise.all([other, wanted]), [true, true]);
  assert.deepEqual(failures, []);
});

test('what its user stops is said, what is not wanted any more is not', async () => {
  const { find, requests, failures } = begun();
  const [first, second] = [find('layer 1'), find('layer 1', 'second')];
  requests.drop('second');
  assert.equal(requests.isFinding('map', 'second'), false);
  assert.equal(requests.isFinding('map', 'first'), true);
  assert.equal(await second, false);
  assert.deepEqual(failures, []);
  requests.stop();
  assert.equal(await first, false);
  await turn();
  assert.deepEqual(
    failures.map((error) => (error as Error).message),
    ['layer 1 was ended'],
  );
});
