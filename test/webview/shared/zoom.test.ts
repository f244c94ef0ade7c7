import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { movedBy, unzoomed, zoomedAt } from '../../../src/webview/shared/zoom.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const factor = fc.double({ min: 1, max: 4, noNaN: true });

test('zooming in keeps what lies at the pointer, and zooming out again shows the whole', () => {
  fc.assert(
    fc.property(share, share, factor, (x, y, by) => {
      const { scale, ...offset } = zoomedAt(unzoomed, by, { x, y });
      assert.ok(Math.abs((x - offset.x) / scale - x) < 1e-9 && Math.abs((y - offset.y) / scale - y) < 1e-9);
      assert.deepEqual(zoomedAt({ scale, ...offset }, 0.01, { x: y, y: x }), unzoomed);
    }),
  );
});

test('the picture always covers its frame, however it is moved', () => {
  const by = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(factor, fc.array(fc.tuple(by, by), { maxLength: 5 }), (grown, moves) => {
      const zoom = moves.reduce((now, [dx, dy]) => movedBy(now, dx, dy), zoomedAt(unzoomed, grown, { x: 0.3, y: 0.8 }));
      for (const offset of [zoom.x, zoom.y]) assert.ok(offset <= 0 && offset + zoom.scale >= 1 - 1e-9);
    }),
  );
});

test('no picture is enlarged beyond what can be made out', () => {
  assert.equal(zoomedAt(unzoomed, 1e9, { x: 0.5, y: 0.5 }).scale, 16);
});
