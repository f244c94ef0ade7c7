import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRecipe, stageName, type NewModelRecipe } from '../../../../src/engine/train/recipe/recipe.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'recipes');

for (const [name, last] of [
  ['nano', 'instruct'],
  ['claims', 'monolithic'],
] as const) {
  test(`the recipe ${name} is without mistakes, and the files it names are there`, () => {
    const file = join(folder, name, `${name}.yaml`);
    const { stages } = readRecipe(readFileSync(file, 'utf8'), file);
    assert.equal(stageName(stages.at(-1)!), last);
    const made = stages.flatMap(({ model }): NewModelRecipe[] => (typeof model === 'object' ? [model] : []));
    assert.ok(made.length > 0);
    for (const { config } of made) assert.ok(existsSync(join(folder, name, config)), config);
  });
}
