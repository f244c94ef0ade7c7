import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { printNotebook } from '../../../src/extension/notebook/nbformat.ts';
import type { PlainNotebook } from '../../../src/extension/notebook/plainNotebook.ts';
import { notebooks } from './notebookArbitraries.ts';
import { schemaProblems } from './schemaProblems.ts';

const golden = (name: string) => readFileSync(new URL(`../../golden/notebook/${name}`, import.meta.url), 'utf8');

describe('by the schema that nbformat validates with', () => {
  for (const name of ['by-nbformat.ipynb', 'by-hovle.ipynb', 'executed.hovle', 'executed.ipynb'])
    test(`${name} is a notebook`, () => assert.deepEqual(schemaProblems(golden(name)), []));

  test('the tour is a notebook', () =>
    assert.deepEqual(schemaProblems(readFileSync('examples/tour.hovle', 'utf8')), []));

  test('whatever the editor holds is written as a notebook', () => {
    fc.assert(
      fc.property(notebooks, (notebook) => {
        assert.deepEqual(schemaProblems(printNotebook(asEditorsMake(notebook), noNewId)), []);
      }),
    );
  });

  test('a cell without an id, and an id that is there twice, are no notebook', () => {
    const cell = { cell_type: 'markdown', id: 'a', metadata: {}, source: '' };
    const of = (cells: object[]) => JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
    assert.deepEqual(schemaProblems(of([cell])), []);
    assert.notDeepEqual(schemaProblems(of([{ ...cell, id: undefined }])), []);
    assert.notDeepEqual(schemaProblems(of([cell, cell])), []);
  });
});

/** Attachments and metadata are kept as they are read. Here attachments are pictures, and what the format gives a meaning has that. */
function asEditorsMake(notebook: PlainNotebook): PlainNotebook {
  const rest = { attachments: { 'a.png': { 'image/png': 'AAAA' } } };
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    ...(cell.kind === 'markdown' && { rest }),
    metadata: { ...cell.metadata, ...wellKnownMetadata },
  }));
  return { ...notebook, cells, metadata: { ...notebook.metadata, title: 'A notebook', authors: [] } };
}

/** Every name that the schema knows in a cell's metadata and that chance may hit. */
const wellKnownMetadata = {
  name: 'a',
  tags: ['b', 'c'],
  jupyter: {},
  format: 'text/plain',
  collapsed: true,
  scrolled: 'auto',
};

function noNewId(): string {
  throw new Error('Every cell here has an id.');
}
