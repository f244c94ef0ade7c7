import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { inPixels, patchPlace } from '../../../src/webview/embeddingExplorer/space/patchPlace.ts';
import { pointName } from '../../../src/webview/embeddingExplorer/space/pointName.ts';
import { search } from '../../../src/webview/embeddingExplorer/space/search.ts';
import { cosinesWith, layerVectors, neighbours } from '../../../src/webview/embeddingExplorer/space/similarity.ts';
import { createSpace, positionsAt, rowAt } from '../../../src/webview/embeddingExplorer/space/space.ts';
import { subjectName, subjectPoints } from '../../../src/webview/embeddingExplorer/space/subject.ts';
import { pointColours } from '../../../src/webview/embeddingExplorer/space/colours.ts';
import { pointsAsCsv, pointsAsSvg } from '../../../src/webview/embeddingExplorer/exports.ts';
import { planKey } from '../../../src/webview/embeddingExplorer/keyPlan.ts';
import { pointsAsParquet } from '../../../src/webview/embeddingExplorer/parquet.ts';
import { pointTable } from '../../../src/webview/embeddingExplorer/pointTable.ts';
import { readKept } from '../../../src/webview/embeddingExplorer/state.ts';
import { patch, surveyOf, word } from './surveys.ts';

const fine = [0, 1].flatMap((row) => [0, 1].map((column) => patch(0, row, column)));

test('patches that are folded into one token are where the token is from then on', () => {
  const holistic = [word('<img>'), ...fine, word('red')];
  const language = [word('<img>'), patch(0, 0, 0), word('red')];
  const space = createSpace(
    surveyOf({ holistic, language }, [new Array<number>(18).fill(1), [1, 0, 0, 0, 1, 0, 0, 0, 1]], 1),
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((point) => rowAt(space, 0, point)),
    [0, 1, 2, 3, 4, 5],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((point) => rowAt(space, 1, point)),
    [0, 1, 1, 1, 1, 2],
  );
  assert.deepEqual([...positionsAt(space, 1).subarray(3, 15)], [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
});

test('positions fill a ball of radius 1, whatever their scale, and a single far point does not squeeze the others', () => {
  const ring = Array.from({ length: 100 }, (_, i) => [Math.cos(i), Math.sin(i), 0]);
  const at = (points: number[][]) =>
    positionsAt(createSpace(surveyOf({ holistic: points.map(() => word('w')) }, [points.flat()])), 0);
  for (const scale of [1e-6, 1, 1e6]) {
    const radii = at(ring.map((point) => point.map((value) => value * scale)));
    assert.ok(Math.abs(Math.hypot(radii[0]!, radii[1]!) - 1) < 1e-5);
  }
  const withFar = at([...ring, [1e4, 0, 0]]);
  assert.ok(Math.abs(Math.hypot(withFar[0]!, withFar[1]!) - 1) < 1e-5);
  assert.ok(withFar[300]! > 9e3);
});

test('no point, one point and points without numbers have positions that harm nobody', () => {
  assert.equal(positionsAt(createSpace(surveyOf({ holistic: [] }, [[]])), 0).length, 0);
  assert.deepEqual([...positionsAt(createSpace(surveyOf({ holistic: [word('a')] }, [[0, 0, 0]])), 0)], [0, 0, 0]);
  const broken = positionsAt(
    createSpace(surveyOf({ holistic: [word('a'), word('b')] }, [[NaN, NaN, NaN, 2, 0, 0]])),
    0,
  );
  assert.deepEqual([...broken.subarray(3)], [1, 0, 0]);
  assert.ok(Number.isNaN(broken[0]));
});

test('the patches of a picture tile it: in pixels they meet without gap and overlap', () => {
  const grids = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }));
  const sizes = fc.tuple(fc.integer({ min: 40, max: 200 }), fc.integer({ min: 40, max: 200 }));
  fc.assert(
    fc.property(grids, fc.integer({ min: 1, max: 8 }), sizes, (grid, side, [width, height]) => {
      const covered = new Uint8Array(width * height);
      for (const patch of allPatches(grid, side))
        cover(covered, width, inPixels(patchPlace(patch, { grid }, side), width, height));
      assert.ok(covered.every((count) => count === 1));
    }),
  );
});

function allPatches([columns, rows]: [number, number], side: number) {
  return Array.from({ length: columns * rows * side * side }, (_, i) => {
    const [tile, within] = [Math.floor(i / (side * side)), i % (side * side)];
    return patch(tile, Math.floor(within / side), within % side);
  });
}

function cover(covered: Uint8Array, width: number, box: ReturnType<typeof inPixels>): void {
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = box.left; x < box.left + box.width; x++) covered[y * width + x]!++;
}

test('a patch of the thumbnail shows its part of the whole picture', () => {
  const thumbnail = { kind: 'patch', image: 0, tile: 6, row: 1, column: 0, thumbnail: true } as const;
  assert.deepEqual(patchPlace(thumbnail, { grid: [3, 2] }, 2), { left: 0, top: 0.5, width: 0.5, height: 0.5 });
});

const vectors = layerVectors(0, Float32Array.from([1, 0, 2, 0, 1, 1, 0, 0, -1, 0, NaN, 1]), 2);

test('cosines compare directions, not lengths; a vector without one is like none', () => {
  const cosines = [...cosinesWith(vectors, [0])];
  assert.deepEqual(cosines.slice(0, 2), [1, 1]);
  assert.ok(Math.abs(cosines[2]! - Math.SQRT1_2) < 1e-6);
  assert.ok(Number.isNaN(cosines[3]) && Number.isNaN(cosines[5]));
  assert.equal(cosines[4], -1);
});

test('neighbours come nearest first, without the point itself, and only of the kind that is asked for', () => {
  const holistic = [word('a'), patch(0, 0, 0), word('b'), word('zero'), word('c'), word('none')];
  const space = createSpace(surveyOf({ holistic }, [new Array<number>(18).fill(0)]));
  const near = (count: number, kind?: string) =>
    neighbours(space, vectors, [0], {
      count,
      among: (point) => kind === undefined || holistic[point]?.kind === kind,
    }).map(({ point }) => point);
  assert.deepEqual(near(10), [1, 2, 4]);
  assert.deepEqual(near(2), [1, 2]);
  assert.deepEqual(near(10, 'text'), [2, 4]);
  assert.deepEqual(neighbours(space, vectors, [3], { count: 3, among: () => true }), []);
});

const mixed = [word('▁red'), word('\n'), patch(0, 0, 1), patch(2, 0, 0, true)];
const mixedSpace = createSpace(surveyOf({ holistic: mixed }, [[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1, 1]]));

test('points have names that a person reads, and are found by them', () => {
  const names = mixed.map((token) => pointName(token, mixedSpace.survey.pictures));
  assert.deepEqual(names, ['“red”', '“␣”', 'tile 1 · row 1, column 2', 'whole picture · row 1, column 1']);
  assert.deepEqual(search(mixedSpace, 'RED'), [0]);
  assert.deepEqual(search(mixedSpace, 'patch row 1'), [2, 3]);
  assert.deepEqual(search(mixedSpace, 'column 2'), [2]);
  assert.deepEqual([search(mixedSpace, ''), search(mixedSpace, '  '), search(mixedSpace, 'purple')], [[], [], []]);
});

test('a number that is searched for is that of the word before it, and not the beginning of another', () => {
  const holistic = [patch(0, 0, 0), patch(0, 1, 0), patch(0, 0, 11), patch(0, 11, 0), word('row 1')];
  const space = createSpace(surveyOf({ holistic }, [new Array<number>(15).fill(0)]));
  assert.deepEqual(search(space, 'patch row 1'), [0, 2]);
  assert.deepEqual(search(space, 'tile 1 row 12'), [3]);
  assert.deepEqual(search(space, 'column 12'), [2]);
  assert.deepEqual(search(space, 'row 1'), [4]);
});

test('a word of several pieces is found as a whole, and compared as one', () => {
  const pieces = [word('▁a'), word('▁mo'), word('unt'), word('ain'), patch(0, 0, 0), word('▁mo'), word('use')];
  const space = createSpace(surveyOf({ holistic: pieces }, [new Array<number>(21).fill(0)]));
  assert.deepEqual(search(space, 'Mountain'), [1, 2, 3]);
  assert.deepEqual(search(space, 'a mo'), [0, 1]);
  assert.deepEqual(search(space, 'mo'), [1, 5]);
  const state = { current: 1, selected: new Set([3, 1, 2]) };
  assert.deepEqual(subjectPoints(space, state), [1, 2, 3]);
  assert.equal(subjectName(space, [1, 2, 3]), '“mountain”');
  assert.deepEqual(subjectPoints(space, { ...state, current: 0 }), [0]);
  assert.deepEqual(subjectPoints(space, { current: 1, selected: new Set([1, 4]) }), [1]);
  assert.deepEqual(subjectPoints(space, { current: undefined, selected: new Set() }), []);
  const both = [...cosinesWith(layerVectors(0, Float32Array.from([3, 0, 0, 1, 1, 1, -1, 0]), 2), [0, 1])];
  assert.ok(Math.abs(both[2]! - 1) < 1e-6 && Math.abs(both[3]! + Math.SQRT1_2) < 1e-6);
});

const palette = {
  kinds: [
    [1, 1, 1],
    [2, 2, 2],
  ],
  text: [9, 9, 9],
} as const;

test('colours tell patches from words, tiles from one another, and show the pixels of a patch', () => {
  const first = (colouring: Parameters<typeof pointColours>[1]) =>
    [...pointColours(mixedSpace, colouring, palette, { layer: 0 })].filter((_, i) => i % 3 === 0);
  assert.deepEqual(first('modality'), [2, 2, 1, 1]);
  assert.deepEqual(first('tile'), [9, 9, 1, 1]);
  const pixels = pointColours(
    createSpace(surveyOf({ holistic: [patch(0, 0, 0), patch(1, 0, 0)] }, [[0, 0, 0, 0, 0, 0]])),
    'pixels',
    palette,
    { layer: 0 },
  );
  assert.deepEqual([...pixels], [200, 0, 0, 0, 0, 200]);
  assert.equal(pointColours(mixedSpace, 'components', palette, { layer: 0 }).length, 12);
});

test('clusters have the colours of the theme, what lies in none that of the text, and before they are known all have it', () => {
  const first = (clusters?: Uint8Array) =>
    [...pointColours(mixedSpace, 'cluster', palette, { layer: 0, clusters })].filter((_, i) => i % 3 === 0);
  assert.deepEqual(first(Uint8Array.of(0, 1, 255, 1)), [1, 2, 9, 2]);
  assert.deepEqual(first(), [9, 9, 9, 9]);
});

test('a token has one colour wherever it stands, and patches that become one token share theirs', () => {
  const holistic = [word('▁red', 7), ...fine, word('▁red', 7), word('▁blue', 8)];
  const language = [word('▁red', 7), patch(0, 0, 0), word('▁red', 7), word('▁blue', 8)];
  const space = createSpace(surveyOf({ holistic, language }, [new Array<number>(21).fill(0)]));
  const colours_P3 = pointColours(space, 'token', palette, { layer: 0 });
  const at = (point: number) => [...colours_P3.subarray(point * 3, point * 3 + 3)].join();
  assert.equal(at(0), at(5));
  assert.equal(new Set([1, 2, 3, 4].map(at)).size, 1);
  assert.equal(new Set([0, 1, 6].map(at)).size, 3);
});

test('components that change their sign between layers are shown with the one they had', () => {
  const holistic = [word('a'), word('b'), word('c')];
  const [there, back] = [
    [1, 2, 0, -1, 1, 0, 0, -3, 0],
    [-1, 2, 0, 1, 1, 0, 0, -3, 0],
  ];
  const space = createSpace(surveyOf({ holistic }, [there, back, back]));
  for (const layer of [1, 2]) assert.deepEqual(near(positionsAt(space, layer)), near(positionsAt(space, 0)));
});

/** Zero has no sign here. */
const near = (values: Float32Array) => [...values].map((value) => value + 0);

const tableSpace = createSpace(
  surveyOf({ holistic: [word('=1+1'), word('say "hi"'), patch(1, 2, 3)] }, [[1, 2, 3, 4, 5, 6, 7, 8, 9]]),
);
const tableSource = { space: tableSpace, layer: 0, clusters: Uint8Array.of(1, 255, 0) };

test('a table has a line a point, and no text that a spreadsheet would compute', () => {
  assert.deepEqual(pointsAsCsv([tableSource]).split('\r\n'), [
    'point,kind,text,picture,tile,thumbnail,row,column,component1,component2,component3,cluster,layer,model',
    '0,word,"\'=1+1",,,,,,1,2,3,1,0,"m"',
    '1,word,"say ""hi""",,,,,,4,5,6,,0,"m"',
    '2,patch,,"folder/a.png",1,false,2,3,7,8,9,0,0,"m"',
    '',
  ]);
});

test('a Parquet file of the points is read back by another program as the table', async () => {
  const sources = [tableSource, { ...tableSource, clusters: undefined }];
  const file = pointsAsParquet(sources).slice().buffer;
  assert.deepEqual(await parquetReadObjects({ file }), pointTable(sources));
  const { schema } = await parquetMetadataAsync(file);
  assert.deepEqual(
    schema.filter(({ type }) => type === 'FLOAT').map(({ name }) => name),
    ['component1', 'component2', 'component3'],
  );
  assert.deepEqual(await parquetReadObjects({ file: pointsAsParquet([]).slice().buffer }), []);
});

test('a drawing holds every point that can be seen, and nothing that acts; two models stand side by side', () => {
  const space = createSpace(
    surveyOf({ holistic: [word('<script>'), patch(0, 0, 0), word('x')] }, [[0, 0, 0, 0, 0, 0, 0, 0, 0]]),
  );
  const seen = { seen_P3: Float32Array.from([1, 2, 0, 3, 4, 0, NaN, NaN, NaN]), colours_P3: new Uint8Array(9) };
  const key = planKey({ entries: [{ shape: 'disc', colour: [1, 2, 3], name: '<script>' }], notes: [] }, 10, () => 4);
  const drawing = { space, ...seen, labels: [{ text: '<script>', x: 10, y: 6 }], key, width: 10, height: 20 };
  const evil = '"><script>';
  const svg = pointsAsSvg([drawing], { background: evil, text: evil, fontFamily: evil });
  assert.equal(svg.match(/<title>/g)?.length, 2);
  assert.match(svg, /<text x="10.0" y="6.0">&#60;script&#62;<\/text>/);
  assert.doesNotMatch(svg, /<script/);
  const both = pointsAsSvg([drawing, drawing], { background: 'white', text: 'black', fontFamily: 'sans-serif' });
  assert.match(both, /width="20" height="50"[^]*translate\(0 0\)[^]*translate\(10 0\)/);
  assert.equal(
    both.match(/<g transform="translate\(0 20\)"[^>]*>\n<circle cx="15.0" cy="10" r="5" fill="rgb\(1,2,3\)"\/>/g)
      ?.length,
    2,
  );
});

test('of what was kept, only what is sound is taken', () => {
  const whole = { layer: 3, colouring: 'pixels', mapping: 'none', isFlat: false, current: 4 } as const;
  assert.deepEqual(readKept({ ...whole, other: 1, selected: [4, -1, 'x'] }), { ...whole, selected: new Set([4]) });
  for (const kept of [
    undefined,
    null,
    7,
    'x',
    [],
    { layer: -1, colouring: 'x', mapping: {}, isFlat: 1 },
    { layer: 0.5, current: -1, selected: [0.5, null] },
  ])
    assert.deepEqual(readKept(kept), {});
});
