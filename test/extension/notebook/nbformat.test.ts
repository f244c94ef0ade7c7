import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ExtensionError } from '../../../src/extension/extensionError.ts';
import { parseNotebook, printNotebook } from '../../../src/extension/notebook/nbformat.ts';
import { errorMime, streamMimes } from '../../../src/extension/notebook/nbformatOutput.ts';
import type { JsonObject, PlainCell } from '../../../src/extension/notebook/plainNotebook.ts';
import { notebookLikeJson, notebooks } from './notebookArbitraries.ts';
import { ownSample, plainCell } from './notebookSamples.ts';

const golden = (name: string) => readFileSync(new URL(`../../golden/notebook/${name}`, import.meta.url), 'utf8');

describe('a notebook that nbformat wrote', () => {
  const text = golden('by-nbformat.ipynb');
  const notebook = parseNotebook(text, noNewId);

  test('comes back with everything it held', () => {
    const { metadata, ...written } = json(printNotebook(notebook, noNewId));
    const { metadata: originalMetadata, ...original } = json(text);
    assert.deepEqual(withJoinedSources(written), withJoinedSources(original));
    assert.deepEqual({ ...(metadata as object), ...(originalMetadata as object) }, metadata);
  });

  test('shows each output in the forms the editor knows', () => {
    const outputs = notebook.cells[1]?.outputs ?? [];
    const items = outputs.map((output) => output.items.map(({ mime, bytes }) => [mime, text8(bytes)]));
    assert.deepEqual(items.slice(0, 2), [[[streamMimes.stdout, 'one\ntwo']], [[streamMimes.stderr, 'careful\n']]]);
    assert.deepEqual(
      items[2]?.map(([mime]) => mime),
      ['image/png', 'text/plain'],
    );
    assert.match(items[2][0]?.[1] ?? '', /^.PNG/);
    assert.deepEqual(items[3]?.[0], ['application/vnd.x+json', '{"a":[1,null]}']);
    const error = { name: 'ValueError', message: 'no', stack: 'line 1\nline 2' };
    assert.deepEqual(items[4], [[errorMime, JSON.stringify(error)]]);
  });

  test('keeps ids, attachments and execution counts', () => {
    assert.deepEqual(
      notebook.cells.map(({ id, executionCount }) => [id, executionCount]),
      [
        ...[
          ['pictures', null],
          ['code-1', 3],
        ],
        ...[
          ['raw_1', null],
          ['empty', null],
        ],
      ],
    );
    assert.deepEqual(Object.keys(notebook.cells[0]?.rest['attachments'] ?? {}), ['p.png']);
  });
});

describe('a notebook that HoVLE wrote', () => {
  test('is, byte for byte, the one that nbformat has found valid', () => {
    assert.equal(printNotebook(ownSample(), noNewId), golden('by-hovle.ipynb'));
  });

  test('is read back as it was', () => {
    const read = parseNotebook(printNotebook(ownSample(), noNewId), noNewId);
    assert.deepEqual(read.cells.map(withoutOriginals), ownSample().cells);
  });
});

describe('ids', () => {
  test('cells of older notebooks get new ones', () => {
    const cells = [{ cell_type: 'markdown', metadata: {}, source: 'a' }];
    const { cells: read } = parseNotebook(
      JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 2 }),
      counter(),
    );
    assert.deepEqual(
      read.map(({ id }) => id),
      ['new-1'],
    );
  });

  for (const bad of ['', 'has space', 'x'.repeat(65), 7])
    test(`${JSON.stringify(bad).slice(0, 20)} is replaced`, () => assert.equal(readIds(bad)[0], 'new-1'));

  test('a copied cell gets its own when written', () => {
    const [cell] = ownSample().cells;
    assert.ok(cell);
    const written = printNotebook({ cells: [cell, cell], metadata: {}, rest: {} }, counter());
    assert.deepEqual(
      parseNotebook(written, noNewId).cells.map(({ id }) => id),
      [cell.id, 'new-1'],
    );
  });
});

describe('what is no notebook is refused with a sentence', () => {
  checkRefused('not JSON', '{"cells": [', 'notebook/damaged');
  checkRefused('no object', '[]', 'notebook/damaged');
  checkRefused('no version', '{"cells": []}', 'notebook/damaged');
  checkRefused('no cells', '{"nbformat": 4}', 'notebook/damaged');
  checkRefused('an older version', '{"nbformat": 3, "worksheets": []}', 'notebook/other-version');
  checkRefused('a later version', '{"nbformat": 5, "cells": []}', 'notebook/other-version');
  checkRefusedCell('a cell that is text', '"text"');
  checkRefusedCell('a cell of unknown type', '{"cell_type": "heading", "source": ""}');
  checkRefusedCell('a source that is a number', '{"cell_type": "code", "source": 1}');
  checkRefusedCell('a source with a number', '{"cell_type": "code", "source": ["a", 1]}');
  checkRefusedCell('metadata that is a list', '{"cell_type": "code", "source": "", "metadata": []}');
  checkRefusedCell('outputs that are an object', '{"cell_type": "code", "source": "", "outputs": {}}');
  checkRefusedCell('an output that is text', '{"cell_type": "code", "source": "", "outputs": ["x"]}');
});

test('an empty file is an empty notebook', () => {
  assert.deepEqual(parseNotebook('\n', noNewId), { cells: [], metadata: {}, rest: {} });
});

test('a cell in another language says so in its metadata, and forgets it when it becomes a question again', () => {
  const metadata = { tags: ['a'], vscode: { languageId: 'python', other: 1 } };
  assert.deepEqual(savedMetadata({ metadata: { tags: ['a'], vscode: { other: 1 } }, language: 'python' }), metadata);
  assert.deepEqual(savedMetadata({ metadata, language: 'hovle' }), { tags: ['a'], vscode: { other: 1 } });
});

test('writing then reading any notebook gives it back, and so does doing it twice', () => {
  fc.assert(
    fc.property(notebooks, (notebook) => {
      const once = parseNotebook(printNotebook(notebook, noNewId), noNewId);
      assert.deepEqual(once.cells.map(withoutOriginals), notebook.cells);
      assert.equal(printNotebook(once, noNewId), printNotebook(notebook, noNewId));
    }),
  );
});

test('any JSON is either read or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), notebookLikeJson), (text) => {
      try {
        parseNotebook(text, counter());
      } catch (error) {
        assert.ok(error instanceof ExtensionError, String(error));
      }
    }),
  );
});

function withoutOriginals(cell: PlainCell): PlainCell {
  return {
    ...cell,
    outputs: cell.outputs.map(({ items: kept }) => ({
      items: kept.map(({ mime, bytes: b }) => ({ mime, bytes: new Uint8Array(b) })),
    })),
  };
}

function savedMetadata(some: Partial<PlainCell>) {
  const { cells } = parseNotebook(
    printNotebook({ cells: [plainCell(some)], metadata: {}, rest: {} }, noNewId),
    noNewId,
  );
  return cells[0]?.metadata;
}

function readIds(id: unknown): string[] {
  const cells = [{ cell_type: 'raw', id, metadata: {}, source: '' }];
  return parseNotebook(JSON.stringify({ cells, nbformat: 4 }), counter()).cells.map((cell) => cell.id);
}

function checkRefused(claim: string, text: string, code: string) {
  test(claim, () =>
    assert.throws(
      () => parseNotebook(text, counter()),
      (error: ExtensionError) => error.code === code && /left as it is/.test(error.message),
    ),
  );
}

function checkRefusedCell(claim: string, cell: string) {
  checkRefused(claim, `{"nbformat": 4, "cells": [${cell}]}`, 'notebook/damaged');
}

/** Line arrays and joined strings are the same text. */
function withJoinedSources(value: unknown): unknown {
  if (Array.isArray(value))
    return value.length > 0 && value.every((v) => typeof v === 'string')
      ? value.join('')
      : value.map(withJoinedSources);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => [
      key,
      key === 'source' && Array.isArray(v) ? v.join('') : withJoinedSources(v),
    ]),
  );
}

function noNewId(): string {
  throw new Error('Every cell here has an id.');
}

function counter() {
  let count = 0;
  return () => `new-${++count}`;
}

const json = (text: string) => JSON.parse(text) as JsonObject;
const text8 = (data: Uint8Array) => Buffer.from(data).toString(data[0] === 0x89 ? 'latin1' : 'utf8');
