import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planKey } from '../../../src/webview/embeddingExplorer/keyPlan.ts';

const widthOf = (text: string) => 6 * text.length;
const disc = (name: string) => ({ shape: 'disc', colour: [1, 2, 3], name }) as const;

test('entries stand in a row as long as they fit, and each keeps its sign', () => {
  const { pieces, height } = planKey({ entries: [disc('one'), disc('two'), disc('three')], notes: [] }, 110, widthOf);
  const signs = pieces.filter(({ shape }) => shape === 'disc').map(({ x, y }) => [x, y]);
  assert.deepEqual(signs, [
    [15, 10],
    [64, 10],
    [15, 30],
  ]);
  const texts = pieces.flatMap((piece) => (piece.shape === 'text' ? [[piece.text, piece.x, piece.y]] : []));
  assert.deepEqual(texts, [
    ['one', 25, 14],
    ['two', 74, 14],
    ['three', 25, 34],
  ]);
  assert.equal(height, 50);
});

test('a ramp stands between its ends', () => {
  const ramp = {
    shape: 'ramp',
    colours: [
      [0, 0, 0],
      [9, 9, 9],
    ],
    from: 'left',
    to: 'right',
  } as const;
  const { pieces } = planKey({ entries: [ramp], notes: [] }, 500, widthOf);
  assert.deepEqual(
    pieces.map(({ shape, x }) => [shape, x]),
    [
      ['text', 10],
      ['ramp', 39],
      ['text', 92],
    ],
  );
});

test('notes begin rows, go on where they do not fit, and never reach over the side unless one word does', () => {
  const notes = ['Each token has a colour of its own.', 'Colours repeat.'];
  const { pieces } = planKey({ entries: [disc('one')], notes }, 120, widthOf);
  const rows = new Map<number, string[]>();
  for (const piece of pieces) if (piece.shape === 'text') rows.set(piece.y, [...(rows.get(piece.y) ?? []), piece.text]);
  assert.deepEqual(
    [...rows.values()].map((words) => words.join(' ')),
    [...['one', 'Each token has a', 'colour of its', 'own.', 'Colours repeat.']],
  );
  for (const piece of pieces) if (piece.shape === 'text') assert.ok(piece.x + widthOf(piece.text) <= 110);
});

test('where there is nothing to say, nothing is there', () => {
  assert.deepEqual(planKey({ entries: [], notes: [] }, 100, widthOf), { height: 0, pieces: [] });
});
