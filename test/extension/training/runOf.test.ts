import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { runOf } from '../../../src/extension/training/runOf.ts';

const folderOf = (...names: string[]) => path.join(path.sep, 'runs', ...names);
const runs = [['nano'], ['nano-2'], ['nano', 'again'], ['..odd']].map((names) => ({ folder: folderOf(...names) }));

test('a checkpoint is of the run in whose folder it lies, by whole names', () => {
  for (const [checkpoint, run] of [
    [['nano', 'align', 'final'], ['nano']],
    [['nano-2', 'align', 'final'], ['nano-2']],
    [
      ['nano', 'again', 'step-10'],
      ['nano', 'again'],
    ],
    [['..odd', 'final'], ['..odd']],
    [['nano'], ['nano']],
  ] as const)
    assert.equal(runOf(folderOf(...checkpoint), runs)?.folder, folderOf(...run));
});

test('a checkpoint that lies elsewhere is of no run', () => {
  assert.equal(runOf(folderOf('nano-3', 'final'), runs), undefined);
  assert.equal(runOf(path.join(path.sep, 'elsewhere'), runs), undefined);
});
