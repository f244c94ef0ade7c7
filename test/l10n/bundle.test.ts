import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { causes } from '../../src/engine/api/engineDeath.ts';
import { wholeSchema } from '../../src/engine/generate/constrain/keywords.ts';
import { noMemory } from '../../src/engine/session/runtimeReason.ts';
import { imageTools } from '../../src/engine/tools/imageTools.ts';
import { directives } from '../../src/extension/notebook/directives.ts';

/** Texts that the files of a folder say: the first argument of what translates them. */
function saidIn(folder: string, translate: string): string[] {
  const pattern = new RegExp(String.raw`\b${translate}\(\s*'((?:[^'\\]|\\.)*)'`, 'g');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(pattern)].map(([, text = '']) => text),
  );
}

/** Details of the engine's errors that are words of its own, where they are translated by themselves. */
function fixedDetails(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/new EngineError\(\s*'[^']+',\s*\{([^{}]*)\}/g)].flatMap(
      ([, details = '']) =>
        [...details.matchAll(/\b(?:reason|what|expected): '([^']*)'/g)].map(([, text = '']) => text),
    ),
  );
}

/** Parts of the engine's sentences; their values have names. */
const clauses = saidIn('src/engine', 'clause');

const said = new Set([
  ...saidIn('src/extension', String.raw`l10n\.t`),
  ...saidIn('src/extension', 'localise'),
  ...saidIn('src/extension/notebook', 't'),
  // Views are given their texts with the extension's.
  ...saidIn('src/webview', 't'),
  ...Object.values(directives).flatMap(({ wanted, help }) => [wanted, help]),
  ...Object.values(imageTools).map(({ title }) => title),
  noMemory,
  ...fixedDetails('src/engine'),
  ...clauses,
  ...saidIn('src/engine/generate/constrain', 'refuse'),
  wholeSchema,
]);

/** Errors and remarks stand under their codes, and how an engine ended under its cause. */
const coded = new Map(
  ['src/engine/api/errors.ts', 'src/engine/api/remarks.ts', 'src/extension/extensionError.ts'].flatMap((file) =>
    readFileSync(file, 'utf8')
      .split(/^(?=  '[a-z]+\/[a-z-]+': \()/m)
      .slice(1)
      .map((row): [string, string] => [/'([^']+)'/.exec(row)?.[1] ?? '', row]),
  ),
);
const deaths = Object.keys(causes).map((cause) => `engine/died/${cause}`);

describe('Simplified Chinese', () => {
  const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;

  test('has everything that the extension says, and nothing else', () => {
    const all = new Set([...said, ...coded.keys(), ...deaths]);
    const lacking = [...all].filter((text) => !Object.hasOwn(bundle, text));
    const idle = Object.keys(bundle).filter((text) => !all.has(text));
    assert.deepEqual({ lacking, idle }, { lacking: [], idle: [] });
  });

  test('names no detail in a sentence under a code that the code does not have', () => {
    for (const [code, row] of coded) {
      const known = new Set([
        'death',
        ...[...row.matchAll(/\b(\w+)\??: (?:string|number|Remark|Said)/g)].map(([, name]) => name),
      ]);
      const named = [...(bundle[code] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      assert.deepEqual(
        named.filter((name) => !known.has(name)),
        [],
        code,
      );
    }
  });

  test('is looked up by a text that stands in the code as it is', () => {
    const files = readdirSync('src/engine', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const madeUp = files.filter((file) =>
      /(?<!function )\bclause\((?!\s*')/.test(readFileSync(path.join('src/engine', file), 'utf8')),
    );
    assert.deepEqual(madeUp, []);
  });

  test('puts the same values into its sentences', () => {
    for (const [text, translated] of Object.entries(bundle)) assert.deepEqual(places(translated), places(text), text);
    for (const text of clauses) assert.deepEqual(named(bundle[text] ?? ''), named(text), text);
  });
});

test('every page of the walkthrough has a Chinese one, with the same picture', () => {
  const folder = 'media/walkthrough';
  const pages = readdirSync(folder).filter((file) => /^\w+\.md$/.test(file));
  assert.ok(pages.length > 0);
  for (const page of pages) {
    const [english = '', chinese = ''] = [page, page.replace('.md', '.nls.zh-cn.md')].map((file) =>
      readFileSync(path.join(folder, file), 'utf8'),
    );
    assert.deepEqual(chinese.match(/\(\w+\.png\)/g), english.match(/\(\w+\.png\)/g), page);
  }
});

test('package.json names the folder, and it ships', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { l10n?: string };
  assert.equal(manifest.l10n, './l10n');
  assert.match(readFileSync('.vscodeignore', 'utf8'), /^!l10n\/\*\*$/m);
});

test('Chinese sentences have Chinese punctuation', () => {
  for (const file of ['l10n/bundle.l10n.zh-cn.json', 'package.nls.zh-cn.json'])
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>))
      assert.doesNotMatch(text, /[\p{Script=Han}}][,;:?!(]|[,;?!][\p{Script=Han}“]/u, key);
});

const places = (text: string) => (text.match(/\{\d\}/g) ?? []).sort();
const named = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
