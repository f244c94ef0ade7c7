import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import rules, { engineFolders } from '../../.dependency-cruiser.mjs';

const root = join(import.meta.dirname, '..', '..');
const options = await extractOptions(join(root, '.dependency-cruiser.mjs'));
const ruleNames = [...new Set(rules.forbidden.map(({ name }) => name))];

for (const name of ruleNames) {
  test(`the import under test/rules/${name} breaks that rule and no other`, async () => {
    assert.deepEqual(await rulesBrokenIn(join(import.meta.dirname, name)), [name]);
  });
}

test('every folder under test/rules belongs to a rule', () => {
  assert.deepEqual(foldersIn(import.meta.dirname), ruleNames.toSorted());
});

test('every folder of the engine has its place in the order of imports', () => {
  const unlisted = foldersIn(join(root, 'src', 'engine')).filter((folder) => !engineFolders.includes(folder));
  assert.deepEqual(unlisted, []);
});

async function rulesBrokenIn(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['src'], { ...options, baseDir });
  // Without a reporter the result is an object, not text.
  const { violations } = (output as ICruiseResult).summary;
  return [...new Set(violations.map(({ rule }) => rule.name))];
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}
