import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cardPlace } from '../../../src/webview/embeddingExplorer/panels/cardPlace.ts';

const plot = { width: 500, height: 300 };
const card = { width: 200, height: 100 };

test('a card lies below and to the right of its pixel, and on the other side where it would be cut off', () => {
  assert.deepEqual(cardPlace({ x: 10, y: 10 }, card, plot), { x: 24, y: 24 });
  assert.deepEqual(cardPlace({ x: 490, y: 290 }, card, plot), { x: 490 - 14 - 200, y: 290 - 14 - 100 });
});

test('a card that fits into the plot is seen as a whole, wherever its pixel lies', () => {
  const whole = (most: number) => fc.integer({ min: 0, max: most });
  const cards = fc.record({ width: whole(496), height: whole(296) });
  fc.assert(
    fc.property(fc.record({ x: whole(500), y: whole(300) }), cards, (pixel, { width, height }) => {
      const { x, y } = cardPlace(pixel, { width, height }, plot);
      return x >= 0 && y >= 0 && x + width <= plot.width && y + height <= plot.height;
    }),
  );
});
