import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const texts = (file: string) => read(file) as Record<string, string>;

describe('what package.json says to users', () => {
  const found = strings(read('package.json'), []);

  test('is a key into package.nls.json, wherever the editor translates', () => {
    const written = found.filter(({ path, text }) => isSaid(path) && !isKey.test(text));
    assert.deepEqual(written, []);
  });

  for (const file of ['package.nls.json', 'package.nls.zh-cn.json'])
    test(`has every text in ${file}, which has no others`, () => {
      const keys = found.flatMap(({ text }) => (isKey.test(text) ? [text.slice(1, -1)] : []));
      assert.deepEqual(Object.keys(texts(file)).sort(), [...new Set(keys)].sort());
    });

  test('runs the same commands in both languages', () => {
    const chinese = texts('package.nls.zh-cn.json');
    for (const [key, text] of Object.entries(texts('package.nls.json')))
      assert.deepEqual(commandsIn(chinese[key] ?? ''), commandsIn(text), key);
  });
});

const isKey = /^%[\w.]+%$/;
const commandsIn = (text: string) => [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command);

interface Found {
  path: string[];
  text: string;
}

function strings(value: unknown, path: string[]): Found[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => strings(item, [...path, name]));
}

/** Whether a person reads what stands there. Models read the schemas of tools, in English. */
function isSaid(path: readonly string[]): boolean {
  const [top = '', list] = path;
  const field = path.findLast((part) => !/^\d+$/.test(part)) ?? '';
  if (path.includes('inputSchema')) return false;
  if (path.length === 1) return ['displayName', 'description'].includes(top);
  if (list === 'commands' || list === 'submenus') return ['title', 'shortTitle', 'category', 'label'].includes(field);
  return ['contributes', 'capabilities'].includes(top) && readFields.has(field);
}

const readFields = new Set([
  ...['displayName', 'userDescription', 'label', 'title', 'description', 'markdownDescription'],
  ...['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels', 'deprecationMessage'],
]);
