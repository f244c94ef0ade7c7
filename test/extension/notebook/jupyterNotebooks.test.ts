import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseNotebook, printNotebook } from '../../../src/extension/notebook/nbformat.ts';
import type { Json, JsonObject } from '../../../src/extension/notebook/plainNotebook.ts';
import { directives } from '../../../src/extension/notebook/directives.ts';

const golden = (name: string) => readFileSync(new URL(`../../golden/notebook/${name}`, import.meta.url), 'utf8');
const byJupyter = golden('by-jupyter.jsonl')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as string);

describe('notebooks that Jupyter wrote', () => {
  test('come back byte for byte, where they have ids and say what they are written in', () => {
    const whole = byJupyter.filter((text) => minorOf(text) === 5 && /"language_info"/.test(text));
    assert.ok(whole.length >= 20);
    for (const text of whole) assert.equal(roundTrip(text), text);
  });

  test('come back with everything they held, and are then written the same for ever', () => {
    for (const text of byJupyter) {
      const once = roundTrip(text);
      assert.deepEqual(held(once), held(text));
      assert.equal(roundTrip(once), once);
    }
  });
});

describe('notebooks that were run in the workbench', () => {
  test('the one that HoVLE saved comes back byte for byte', () => {
    const text = golden('executed.hovle');
    assert.equal(roundTrip(text), text);
  });

  test('the one that the editor saved as a Jupyter notebook comes back with everything it held', () => {
    const text = golden('executed.ipynb');
    assert.deepEqual(held(roundTrip(text)), held(text));
  });

  test('both hold an answer as Markdown and as data', () => {
    for (const name of ['executed.hovle', 'executed.ipynb']) {
      const items = parseNotebook(golden(name), counter()).cells.flatMap(({ outputs }) =>
        outputs.flatMap((o) => o.items),
      );
      const mimes = new Set(items.map(({ mime }) => mime));
      assert.deepEqual([...mimes].sort(), ['application/vnd.hovle.answer+json', 'text/markdown'], name);
    }
  });
});

test('the highlighting knows every directive', () => {
  const grammar = readFileSync('media/language/hovle.tmLanguage.json', 'utf8');
  for (const name of Object.keys(directives)) assert.match(grammar, new RegExp(`[(|]${name}[|)]`), name);
});

const roundTrip = (text: string) => printNotebook(parseNotebook(text, counter()), counter());
const minorOf = (text: string) => (JSON.parse(text) as { nbformat_minor: number }).nbformat_minor;

/** What a notebook says, without the ids that older ones lack and without what HoVLE adds about itself. */
function held(text: string): JsonObject {
  const { cells, metadata, ...others } = JSON.parse(text) as { cells: JsonObject[]; metadata: JsonObject };
  const rest = { ...others, nbformat_minor: 5 };
  const { kernelspec: __, language_info: ___, ...own } = metadata;
  return {
    ...rest,
    metadata: own,
    cells: cells.map(({ id: ____, source, ...cell }): JsonObject => ({ ...cell, source: joined(source) })),
  };
}

/** Lines and joined lines are the same text. */
function joined(source: Json | undefined): Json {
  return Array.isArray(source) ? source.map(String).join('') : (source ?? '');
}

function counter() {
  let count = 0;
  return () => `new-${++count}`;
}
