import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { families } from '../../../../src/engine/data/world/families.ts';
import { levelsOf } from '../../../../src/engine/train/recipe/dataRecipes.ts';
import { readRecipe, stageName, type NewModelRecipe } from '../../../../src/engine/train/recipe/recipe.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'recipes');

test('the recipe that goes on with hovle-nano begins from the model that ships, at levels that there are', () => {
  const file = join(folder, 'nano', 'further.yaml');
  const { model, stages } = readRecipe(readFileSync(file, 'utf8'), file);
  assert.ok(typeof model === 'string' && existsSync(join(folder, 'nano', model, 'model.safetensors')));
  const data = stages.flatMap((stage) => stage.data);
  assert.deepEqual(data.flatMap((one) => (one.kind === 'world' ? one.world : [])).sort(), Object.keys(families).sort());
  for (const one of data) assert.ok(one.kind === 'world' && one.first <= (levelsOf(one)?.highest ?? 0));
});

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
