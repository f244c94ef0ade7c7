import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeLabels } from '../../../src/webview/embeddingExplorer/plot/labels.ts';
import { createSpace } from '../../../src/webview/embeddingExplorer/space/space.ts';
import { patch, surveyOf, word } from './surveys.ts';

const size = { width: 200, height: 100 };

/** The labels of words at these places; each letter is 8 pixels wide. A patch lies before them. */
function labelsAt(places: readonly [text: string, x: number, y: number][], current?: number) {
  const holistic = [patch(0, 0, 0), ...places.map(([text]) => word(text))];
  const space = createSpace(surveyOf({ holistic }, [holistic.flatMap(() => [0, 0, 0])]));
  const seenAt = (point: number) => {
    const [, x, y] = places[point - 1] ?? ['', 0, 0];
    return { x, y };
  };
  const state = { current, selected: new Set<number>() };
  return placeLabels({ space, state, hovered: undefined, seenAt, size, widthOf: ({ length }) => 8 * length });
}

test('a word stands on the right of its point, and on the left where it would be cut off', () => {
  const [inside, atEdge] = labelsAt([
    ['water', 50, 30],
    ['water', 180, 60],
  ]);
  assert.deepEqual(inside, { ...inside, text: 'water', x: 59, y: 34 });
  assert.deepEqual(atEdge, { ...atEdge, text: 'water', x: 180 - 9 - 40, y: 64 });
});

test('every word is inside the plot where it fits at all, up and down as well', () => {
  for (let x = 0; x <= 200; x += 5)
    for (const y of [0, 3, 50, 97, 100]) {
      const [label] = labelsAt([['water', x, y]]);
      assert.ok(label && label.x >= 0 && label.x + 40 <= 200, `${x}, ${y}: ${label?.x}`);
      assert.ok(label.y >= 12 && label.y <= 96);
    }
});

test('words of points out of sight or without a place are not written', () => {
  assert.deepEqual(
    labelsAt([
      ['left', -1, 50],
      ['below', 50, 101],
      ['nowhere', NaN, NaN],
    ]),
    [],
  );
});

test('of words that would hide one another the current one is written', () => {
  const places: [string, number, number][] = [
    ['red', 50, 50],
    ['green', 52, 52],
  ];
  const texts = (current: number) => labelsAt(places, current).map(({ text }) => text);
  assert.deepEqual([texts(1), texts(2)], [['red'], ['green']]);
});
