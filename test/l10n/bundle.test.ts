import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

/** What the extension says, as the first argument of every `l10n.t`. */
const said = new Set(
  readdirSync('src/extension', { recursive: true, encoding: 'utf8' }).flatMap((file) =>
    [
      ...(file.endsWith('.ts') ? readFileSync(path.join('src/extension', file), 'utf8') : '').matchAll(
        /l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g,
      ),
    ].map(([, text = '']) => text),
  ),
);

describe('Simplified Chinese', () => {
  const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;

  test('has everything that the extension says, and nothing else', () => {
    assert.deepEqual(new Set(Object.keys(bundle)), said);
  });

  test('puts the same values into its sentences', () => {
    for (const [text, translated] of Object.entries(bundle)) assert.deepEqual(places(translated), places(text), text);
  });
});

test('package.json names the folder, and it ships', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { l10n?: string };
  assert.equal(manifest.l10n, './l10n');
  assert.match(readFileSync('.vscodeignore', 'utf8'), /^!l10n\/\*\*$/m);
});

const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
