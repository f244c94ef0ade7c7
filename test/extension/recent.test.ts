import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Recent } from '../../src/extension/recent.ts';

const names = ['a', 'b', 'c', 'd'];

function keptOf(sizes: readonly number[], bounds: { items: number; bytes: number }): string {
  const recent = new Recent<number>({ ...bounds, bytesOf: (size) => size });
  sizes.forEach((size, index) => recent.set(names[index]!, size));
  return names.filter((name) => recent.get(name) !== undefined).join('');
}

test('of many small things the last ones are kept, of large ones as many as fit', () => {
  assert.equal(keptOf([1, 1, 1, 1], { items: 3, bytes: 100 }), 'bcd');
  assert.equal(keptOf([40, 40, 40, 40], { items: 10, bytes: 100 }), 'cd');
  assert.equal(keptOf([40, 40, 90], { items: 10, bytes: 100 }), 'c');
  assert.equal(keptOf([10, 101], { items: 10, bytes: 100 }), '');
});

test('what is used stays longer, and what is replaced counts once', () => {
  const recent = new Recent<number>({ items: 10, bytes: 100, bytesOf: (size) => size });
  for (const name of ['a', 'b', 'a', 'a']) recent.set(name, 45);
  recent.get('b');
  recent.set('c', 45);
  assert.deepEqual([recent.get('a'), recent.get('b'), recent.get('c')], [undefined, 45, 45]);
});

test('what could not be found out is not kept, and tried again', async () => {
  const recent = new Recent<number>({ items: 2 });
  await assert.rejects(recent.getOr('a', () => Promise.reject(new Error('no'))));
  assert.equal(await recent.getOr('a', async () => 1), 1);
  assert.equal(await recent.getOr('a', async () => 2), 1);
});
