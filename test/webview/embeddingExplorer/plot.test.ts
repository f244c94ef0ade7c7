import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dragged,
  project,
  readCamera,
  slanted,
  straightAhead,
  zoomed,
} from '../../../src/webview/embeddingExplorer/plot/camera.ts';
import { pointAt, pointsWithin, pointTowards } from '../../../src/webview/embeddingExplorer/plot/picking.ts';
import { wayGone } from '../../../src/webview/embeddingExplorer/plot/wayGone.ts';

const size = { width: 400, height: 200 };
const middle = Float32Array.from([0, 0, 0]);

test('the middle of the space is in the middle of the view, right is right and up is up', () => {
  for (const camera of [straightAhead, slanted])
    assert.deepEqual([...project(middle, camera, size)].slice(0, 2), [200, 100]);
  const [x, y] = project(Float32Array.from([0.5, 0.5, 0]), { ...straightAhead, zoom: 1 }, size);
  assert.deepEqual([x, y], [250, 50]);
});

test('turning keeps distances from the middle', () => {
  const angle = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(angle, angle, angle), angle, angle, ([x, y, z], yaw, pitch) => {
      const camera = { ...slanted, yaw, pitch, zoom: 1 };
      const [seenX, seenY, nearness] = project(Float32Array.from([x, y, z]), camera, size);
      const radius = Math.hypot((seenX! - 200) / 100, (seenY! - 100) / 100, nearness!);
      assert.ok(Math.abs(radius - Math.hypot(x, y, z)) < 1e-3);
    }),
  );
});

test('zooming keeps what lies under the pointer', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, fc.double({ min: 0.2, max: 5, noNaN: true }), (x, y, factor) => {
      const camera = { ...straightAhead, panX: 0.3, panY: -0.2, zoom: 1.5 };
      const pixel = { x: x * 400, y: y * 200 };
      const place = Float32Array.from([(pixel.x - 200) / 100 / 1.5 - 0.2, ((100 - pixel.y) / 100 + 0.2) / 1.5, 0]);
      const [before, after] = [project(place, camera, size), project(place, zoomed(camera, factor, pixel, size), size)];
      assert.ok(Math.abs(before[0]! - after[0]!) < 0.01 && Math.abs(before[1]! - after[1]!) < 0.01);
    }),
  );
});

test('dragging shifts the plane with the pointer, and turns the space', () => {
  const [x, y] = project(middle, dragged(straightAhead, { dx: 30, dy: -10 }, size), size);
  assert.deepEqual([Math.round(x!), Math.round(y!)], [230, 90]);
  assert.deepEqual([...project(middle, dragged(slanted, { dx: 30, dy: 10 }, size), size)].slice(0, 2), [200, 100]);
});

const seen = Float32Array.from([10, 10, 0, 50, 10, 0, 50, 10, 1, 90, 90, 0, NaN, NaN, NaN]);

test('the nearest point within reach is picked, and of two in one place the one in front', () => {
  assert.equal(pointAt(seen, { x: 12, y: 9 }), 0);
  assert.equal(pointAt(seen, { x: 51, y: 10 }), 2);
  assert.equal(pointAt(seen, { x: 70, y: 70 }), undefined);
  assert.equal(pointAt(new Float32Array(0), { x: 0, y: 0 }), undefined);
});

test('a lasso holds what is inside it, also where it bends inwards', () => {
  const square = [
    { x: 0, y: 0 },
    { x: 60, y: 0 },
    { x: 60, y: 60 },
    { x: 0, y: 60 },
  ];
  assert.deepEqual(pointsWithin(seen, square), [0, 1, 2]);
  const bent = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 100 },
    { x: 50, y: 5 },
    { x: 0, y: 100 },
  ];
  assert.deepEqual(pointsWithin(seen, bent), [0]);
  assert.deepEqual(pointsWithin(seen, square.slice(0, 2)), []);
});

test('arrow keys reach points to each side, and stay where there is none', () => {
  assert.equal(pointTowards(seen, 0, 'right'), 1);
  assert.equal(pointTowards(seen, 1, 'left'), 0);
  assert.equal(pointTowards(seen, 1, 'down'), 3);
  assert.equal(pointTowards(seen, 3, 'down'), 3);
  assert.equal(pointTowards(seen, undefined, 'up'), 0);
  assert.equal(pointTowards(Float32Array.from([NaN, NaN, NaN]), undefined, 'up'), undefined);
});

test('a way begins and ends where it should; what has no beginning is at its end', () => {
  const [from, to] = [Float32Array.from([0, NaN]), Float32Array.from([10, 4])];
  assert.deepEqual([...wayGone(from, to, 0)], [0, 4]);
  assert.deepEqual([...wayGone(from, to, 0.5)], [5, 4]);
  assert.deepEqual([...wayGone(from, to, 1)], [10, 4]);
});

test('a camera that was kept is read back as it was, and nonsense is none', () => {
  const turned = { isFlat: false, yaw: 1.2, pitch: -0.3, zoom: 2.5, panX: 0.1, panY: -0.2 };
  assert.deepEqual(readCamera(JSON.parse(JSON.stringify(turned))), turned);
  assert.equal(readCamera({ ...turned, zoom: 1e9 })?.zoom, 500);
  for (const kept of [undefined, null, 7, [], {}, { ...turned, yaw: null }, { ...turned, isFlat: 1 }, { zoom: 1 }])
    assert.equal(readCamera(kept), undefined);
});
