import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

/** Texts that the files of a folder say: the first argument of what translates them. */
function saidIn(folder: string, translate: string): string[] {
  const pattern = new RegExp(String.raw`\b${translate}\(\s*'((?:[^'\\]|\\.)*)'`, 'g');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(pattern)].map(([, text = '']) => text),
  );
}

const said = new Set([
  ...saidIn('src/extension', String.raw`l10n\.t`),
  ...saidIn('src/extension/notebook', 't'),
  // Views are given their texts with the extension's.
  ...saidIn('src/webview', 't'),
]);

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
