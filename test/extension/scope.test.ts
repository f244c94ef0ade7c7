import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Scope } from '../../src/extension/scope.ts';

test('a scope closes in reverse order', () => {
  const { scope, closed } = scopeOf('first', 'second', 'third');
  scope.dispose();
  assert.deepEqual(closed, ['third', 'second', 'first']);
});

test('a scope closes everything even if one item throws, and tells of the error', () => {
  const { scope, closed } = scopeOf('first');
  const broken = new Error('broken');
  scope.add({
    dispose: () => {
      throw broken;
    },
  });
  assert.throws(
    () => scope.dispose(),
    (error: AggregateError) => error.errors[0] === broken,
  );
  assert.deepEqual(closed, ['first']);
});

test('what is added to a closed scope is closed at once', () => {
  const { scope, closed, item } = scopeOf();
  scope.dispose();
  scope.add(item('late'));
  assert.deepEqual(closed, ['late']);
});

test('closing twice closes each item once', () => {
  const { scope, closed } = scopeOf('only');
  scope.dispose();
  scope.dispose();
  assert.deepEqual(closed, ['only']);
});

function scopeOf(...names: string[]) {
  const closed: string[] = [];
  const item = (name: string) => ({ dispose: () => closed.push(name) });
  const scope = new Scope();
  for (const name of names) scope.add(item(name));
  return { scope, closed, item };
}
