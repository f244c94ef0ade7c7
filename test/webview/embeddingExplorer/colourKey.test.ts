import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourKey } from '../../../src/webview/embeddingExplorer/space/colourKey.ts';
import { colourings, pointColours, type Rgb } from '../../../src/webview/embeddingExplorer/space/colours.ts';
import { createSpace } from '../../../src/webview/embeddingExplorer/space/space.ts';
import { patch, surveyOf, word } from './surveys.ts';

const palette = { kinds: [[1, 1, 1] as Rgb, [2, 2, 2] as Rgb, [3, 3, 3] as Rgb], text: [9, 9, 9] as Rgb };

function spaceOf(tiles: number) {
  const holistic = [...Array.from({ length: tiles }, (_, tile) => patch(tile, 0, 0)), word('red')];
  return createSpace(surveyOf({ holistic }, [holistic.flatMap((_, i) => [i, 0, 0])]));
}

const nothing = createSpace(surveyOf({ holistic: [] }, [[]]));

test('each colour that the key names is that of the points which are called so', () => {
  const space = spaceOf(3);
  for (const colouring of ['modality', 'picture', 'tile'] as const) {
    const colours_P3 = pointColours(space, colouring, palette, { layer: 0 });
    const shown = new Set([0, 1, 2, 3].map((point) => colours_P3.subarray(point * 3, point * 3 + 3).join()));
    const named = colourKey(space, colouring, palette, undefined).entries.map((entry) =>
      entry.shape === 'ramp' ? '' : entry.colour.join(),
    );
    assert.deepEqual(new Set(named), shown, colouring);
  }
});

test('where colours repeat the key says so, and it has no more lines than can be read', () => {
  assert.deepEqual(colourKey(spaceOf(3), 'tile', palette, undefined).notes, []);
  assert.deepEqual(colourKey(spaceOf(4), 'tile', palette, undefined).notes, ['Colours repeat: there are 3.']);
  const { entries, notes } = colourKey(spaceOf(40), 'tile', palette, undefined);
  assert.equal(entries.length, 13);
  assert.deepEqual(notes, ['And 28 more.', 'Colours repeat: there are 3.']);
});

test('clusters are named as far as they are there, and what is in none as well', () => {
  const named = (clusters: Uint8Array) =>
    colourKey(spaceOf(3), 'cluster', palette, clusters).entries.map((entry) => 'name' in entry && entry.name);
  assert.deepEqual(named(Uint8Array.of(1, 0, 1, 0)), ['cluster 1', 'cluster 2']);
  assert.deepEqual(named(Uint8Array.of(0, 255, 0, 0)), ['cluster 1', 'in no cluster']);
  assert.equal(colourKey(spaceOf(3), 'cluster', palette, undefined).notes.length, 1);
});

test('every colouring has a key, of nothing as well', () => {
  for (const colouring of colourings) {
    const { entries, notes } = colourKey(spaceOf(2), colouring, palette, undefined);
    assert.ok(entries.length + notes.length > 0, colouring);
    colourKey(nothing, colouring, palette, undefined);
  }
});
