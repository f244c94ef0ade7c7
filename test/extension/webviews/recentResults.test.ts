import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentResults } from '../../../src/extension/webviews/recentResults.ts';

test('what was used last is kept, and no more than was allowed', async () => {
  const results = new RecentResults<string>(2);
  const found: string[] = [];
  const get = (key: string) =>
    results.get(key, async () => {
      found.push(key);
      return key.toUpperCase();
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) assert.equal(await get(key), key.toUpperCase());
  assert.deepEqual(found, ['a', 'b', 'c', 'b']);
});

test('what could not be found out is tried again', async () => {
  const results = new RecentResults<number>(2);
  await assert.rejects(results.get('a', () => Promise.reject(new Error('no'))));
  assert.equal(await results.get('a', async () => 1), 1);
});
