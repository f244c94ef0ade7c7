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
  const projects =
    '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }';
  const app =
    '{ "extends": "@vue/tsconfig/tsconfig.dom.json", "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }';
  check(
    'the projects of a new Vite project',
    { '/w/app/tsconfig.json': projects, '/w/app/tsconfig.node.json': '{}', '/w/app/tsconfig.app.json': app },
    [own],
  );
  check(
    'every project, by its folder too, with what each extends',
    {
      '/w/app/tsconfig.json': '{"references": [{"path": "web"}, {"path": "tsconfig.app.json"}, {"path": 1}, null]}',
      '/w/app/web/tsconfig.json': '{"extends": "../base"}',
      '/w/app/base.json': '{"compilerOptions": {"paths": {"#/*": ["lib/*"]}}}',
      '/w/app/tsconfig.app.json': app,
    },
    [{ pattern: '#/*', targets: ['/w/app/lib/*'] }, own],
  );
  check(
    'no projects where there are own ones',
    {
      '/w/app/tsconfig.json': `{"compilerOptions": {"paths": {}}, ${projects.slice(1)}`,
      '/w/app/tsconfig.app.json': app,
    },
    [],
  );
  check(
    'nothing from projects that go in circles',
    {
      '/w/app/tsconfig.json': projects,
      '/w/app/tsconfig.app.json': '{"references": [{"path": "."}, {"path": "tsconfig.node.json"}]}',
      '/w/app/tsconfig.node.json': '{"references": [{"path": "./tsconfig.app.json"}, {"path": "."}]}',
    },
    [],
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

test('of projects without end a bounded number is read', async () => {
  let reads = 0;
  const read = async (file: string) => {
    reads++;
    return JSON.stringify({ references: [{ path: `${file}.a.json` }, { path: `${file}.b.json` }] });
  };
  assert.deepEqual(await readPathAliases('/w', '/w', read), []);
  assert.ok(reads <= 100, String(reads));
});
