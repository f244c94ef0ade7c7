import assert from 'node:assert/strict';
import { test } from 'node:test';
import { literalGlob, splitGlob } from '../../../src/extension/notebook/splitGlob.ts';

const cases: readonly [glob: string, folder: string, rest: string][] = [
  ['*.png', '', '*.png'],
  ['./a/**/*.png', '', 'a/**/*.png'],
  ['a\\*.png', '', 'a/*.png'],
  ['/*.png', '/', '*.png'],
  ['/home/a b/c/*.png', '/home/a b/c/', '*.png'],
  ['/home/*/c/*.png', '/home/', '*/c/*.png'],
  ['/home/one.png', '/home/', 'one.png'],
  ['C:\\a\\**\\b.png', 'C:/a/', '**/b.png'],
  ['/a/b [[]1?/*', '/a/', 'b [[]1?/*'],
  ['/a/b[{]1[}]/*', '/a/b{1}/', '*'],
];

for (const [glob, folder, rest] of cases)
  test(`${glob} begins in ${folder === '' ? 'the folder of the notebook' : folder}`, () =>
    assert.deepEqual(splitGlob(glob), { folder, rest }));

test('a path with signs of patterns in it is a pattern of itself', () => {
  assert.equal(literalGlob('a/b {1} *?'), 'a/b [{]1[}] [*][?]');
  assert.equal(literalGlob('a [draft]/b'), 'a [[]draft?/b');
});
