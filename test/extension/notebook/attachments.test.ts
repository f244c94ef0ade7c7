import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachmentsOf, withAttachment } from '../../../src/extension/notebook/attachments.ts';
import { parseNotebook, printNotebook } from '../../../src/extension/notebook/nbformat.ts';
import { plainCell } from './notebookSamples.ts';

const form = { 'image/png': 'iVBORw0KGgo=' };

test('attachments are found in both places, and where there are none', () => {
  assert.deepEqual(attachmentsOf({ attachments: { a: form }, metadata: { attachments: { b: form } } }), {
    a: form,
    b: form,
  });
  for (const odd of [{}, { attachments: 7, metadata: [] }, { metadata: { attachments: 'x' } }])
    assert.deepEqual(attachmentsOf(odd), {});
});

test('an attachment more lies in the metadata of the cell, and what was there stays', () => {
  const metadata = withAttachment({ id: 'x', attachments: { a: form }, metadata: { tags: ['t'] } }, 'b', form);
  assert.deepEqual(metadata, { id: 'x', metadata: { tags: ['t'], attachments: { a: form, b: form } } });
});

test('attachments of a code cell are written where the format has room for them', () => {
  const cell = plainCell({ id: 'ask', text: 'Why?', rest: { attachments: { a: form } } });
  const text = printNotebook({ cells: [cell], metadata: {}, rest: {} }, () => 'new');
  const [{ metadata, ...others }] = (JSON.parse(text) as { cells: [Record<string, unknown>] }).cells;
  assert.deepEqual(metadata, { attachments: { a: form } });
  assert.ok(!('attachments' in others));
  assert.equal(
    printNotebook(
      parseNotebook(text, () => 'new'),
      () => 'new',
    ),
    text,
  );
});
