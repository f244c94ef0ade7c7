import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPathAliases } from '../../../src/extension/images/pathAliases.ts';
import type { PathAlias } from '../../../src/extension/images/candidates.ts';

const own = { pattern: '@/*', targets: ['/w/app/src/*'] };

describe('aliases are read from', () => {
  check(
    'the nearest tsconfig.json, with comments',
    {
      '/w/app/tsconfig.json': '{ /* c */ "compilerOptions": {"paths": {"@/*": ["./src/*"],},} }',
      '/w/tsconfig.json': '{}',
    },
    [own],
  );
  check(
    'a jsconfig.json with a base',
    { '/w/jsconfig.json': '{"compilerOptions": {"baseUrl": "app", "paths": {"@/*": ["src/*"]}}}' },
    [own],
  );
  check(
    'what is extended',
    {
      '/w/app/tsconfig.json': '{"extends": "./config/base"}',
      '/w/app/config/base.json': '{"compilerOptions": {"paths": {"@/*": ["../src/*"]}}}',
    },
    [own],
  );
  check('nothing outside the workspace', { '/tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["x/*"]}}}' }, []);
  check('nothing that goes in circles', { '/w/tsconfig.json': '{"extends": "./tsconfig.json"}' }, []);
  check('nothing of another shape', { '/w/tsconfig.json': '{"compilerOptions": {"paths": {"a": "b", "c": [1]}}}' }, [
    { pattern: 'a', targets: [] },
    { pattern: 'c', targets: [] },
  ]);
});

function check(claim: string, files: Record<string, string>, expected: PathAlias[]) {
  test(claim, async () => {
    assert.deepEqual(await readPathAliases('/w/app/src', '/w', async (file) => files[file]), expected);
  });
}
