import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversation } from '../../../src/extension/notebook/conversation.ts';
import type { NotebookCellText } from '../../../src/extension/notebook/conversation.ts';

const first = cell('![](a.png)\nWhat is it?', 'A cat.');
const note = { ...cell('Just a note'), isQuestion: false };
const second = cell('%continue\nWhat colour?', 'Black.');
const third = cell('%continue\nWhy?');

test('a cell is a conversation of its own', () => {
  check([first, third, cell('Who?')], 2, [['Who?', undefined]]);
});

test('%continue carries on through every cell that continues, past notes', () => {
  const expected: Exchanges = [
    ['What is it?', 'A cat.'],
    ['What colour?', 'Black.'],
    ['Why?', undefined],
  ];
  check([cell('Unrelated?', 'Yes.'), first, note, second, note, third], 5, expected);
});

test('the answer a cell already has is no part of its own question', () => {
  check([first, second], 1, [
    ['What is it?', 'A cat.'],
    ['What colour?', undefined],
  ]);
});

test('earlier pictures come along', () => {
  const attachments = { 'a.png': {} };
  const [{ cell: asked, attachments: kept }] = conversation([{ ...first, attachments }, third], 1);
  assert.deepEqual([asked.images, kept], [['a.png'], attachments]);
});

test('%continue after no answer is an error that says so', () => {
  for (const cells of [[third], [note, third], [cell('What?'), third], [first, cell('%continue\nAnd?'), third]])
    assert.throws(() => conversation(cells, cells.length - 1), /no answer above that %continue could carry on/);
});

type Exchanges = [question: string, answer: string | undefined][];

function check(cells: NotebookCellText[], index: number, expected: Exchanges) {
  const exchanges = conversation(cells, index);
  assert.deepEqual(
    exchanges.map((exchange) => [exchange.cell.question, exchange.answer]),
    expected,
  );
}

function cell(text: string, answer?: string): NotebookCellText {
  return { isQuestion: true, text, attachments: {}, answer };
}
