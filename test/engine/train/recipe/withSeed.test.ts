import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readRecipe } from '../../../../src/engine/train/recipe/recipe.ts';
import { withSeed } from '../../../../src/engine/train/recipe/withSeed.ts';

const file = new URL('../../../../recipes/claims/claims.yaml', import.meta.url).pathname;

test('a recipe with another seed is the same recipe but for that', async () => {
  const text = await readFile(file, 'utf8');
  assert.deepEqual(readRecipe(withSeed(text, 7), file), { ...readRecipe(text, file), seed: 7 });
});

test('a recipe that names no seed gets one', () => {
  assert.equal(withSeed('name: one\nstages: []\n', 7), 'name: one\nstages: []\nseed: 7\n');
});

test('what is no recipe stays as it is, for whoever reads it to say so', () => {
  for (const text of ['', 'just words', 'a: [1', '- a\n- b\n']) assert.equal(withSeed(text, 7), text);
});
