import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMapOutput } from '../../../src/webview/notebookRenderer/mapOutput.ts';
import { viewSentence } from '../../../src/webview/notebookRenderer/mapSentences.ts';
import { readWordMap, sharesOf } from '../../../src/webview/notebookRenderer/wordMap.ts';

const floats = (values: number[]) => Buffer.from(Float32Array.from(values).buffer).toString('base64');
const patches = [0, 1, 2, 3].map((i) => ({
  ...{ kind: 'patch', image: 0, tile: 0, row: Math.floor(i / 2), column: i % 2, thumbnail: false },
}));
const map = {
  ...{ method: 'gradient', probability: 0.5, patches },
  views: [{ kind: 'gradient', values: floats([-1, 0, 0.5, 2]) }],
};

test('a map arrives as it was sent; what speaks against the word is as dark as what says nothing', () => {
  const read = readWordMap(map)!;
  assert.deepEqual([read.method, read.probability, read.patches.length], ['gradient', 0.5, 4]);
  assert.deepEqual([...sharesOf(read.views[0]!).shares_P], [0, 0, 0.25, 1]);
});

test('a map without a probability is shown without one', () => {
  for (const probability of [undefined, null, NaN, 2, 'likely'])
    assert.equal(readWordMap({ ...map, probability })?.probability, undefined);
});

test('a map whose parts do not fit together is none, and nothing throws', () => {
  const damaged = [
    ...[null, 7, [], {}, { ...map, method: 'guess' }, { ...map, patches: {} }, { ...map, views: [] }],
    ...[
      { ...map, views: [{ kind: 'gradient', values: floats([1]) }] },
      { ...map, views: [{ kind: 'x', values: '' }] },
    ],
    ...[
      { ...map, views: [{ kind: 'gradient', values: '%' }] },
      { ...map, patches: [...patches.slice(1), { row: -1 }] },
    ],
    { ...map, patches: new Array(200_000).fill(patches[0]) },
  ];
  for (const value of damaged) assert.equal(readWordMap(value), undefined);
  fc.assert(fc.property(fc.anything(), (value) => assert.doesNotThrow(() => readWordMap(value))));
});

test('numbers that are none, and a map of no patches, are drawn as nothing', () => {
  const broken = readWordMap({ ...map, views: [{ kind: 'gradient', values: floats([NaN, NaN, NaN, NaN]) }] })!;
  assert.ok([...sharesOf(broken.views[0]!).shares_P].every((share) => share === 0 || Number.isNaN(share)));
  const empty = readWordMap({ ...map, patches: [], views: [{ kind: 'rollout', values: '' }] })!;
  assert.equal(sharesOf(empty.views[0]!).shares_P.length, 0);
});

test('a sentence says how much a map shows, and where it is lightest', () => {
  const read = readWordMap(map)!;
  const said = viewSentence('cat', { map: read, view: read.views[0]!, grids: [{ grid: [1, 1] }] });
  assert.match(said, /“cat”: one patch makes it up to 7\.39 times as likely \(light\).*lightest at the bottom right\./);
  const certain = readWordMap({ ...map, views: [{ kind: 'gradient', values: floats([0.001, 0.002, 0, -1]) }] })!;
  const little = viewSentence('cat', { map: certain, view: certain.views[0]!, grids: [{ grid: [1, 1] }] });
  assert.match(little, /^“cat”: no single patch makes it 1 % more likely; the light ones do most\..*lightest at/);
  const against = readWordMap({ ...map, views: [{ kind: 'gradient', values: floats([-1, -1, -1, -1]) }] })!;
  const nothing = viewSentence('cat', { map: against, view: against.views[0]!, grids: [{ grid: [1, 1] }] });
  assert.equal(nothing, '“cat”: no patch makes it more likely.');
});

const png = 'AAAA';
const output = {
  ...map,
  ...{ version: 1, word: 'cat', model: 'nano', precision: 'fp32', trained: false },
  pictures: [{ path: 'cat.png', width: 8, height: 8, grid: [1, 1], tiles: 1, png }],
};

test('an output is read with its pictures, and a damaged one is none', () => {
  const read = readMapOutput(output);
  assert.ok(read);
  assert.deepEqual([read.word, read.trained, read.provenance], ['cat', false, 'nano · fp32']);
  assert.deepEqual(read.pictures, [{ path: 'cat.png', grid: [1, 1], png }]);
  const pictures = [{ ...output.pictures[0], grid: [0, 1] }];
  for (const damaged of [{}, { ...output, word: 7 }, { ...output, pictures: [] }, { ...output, pictures }])
    assert.equal(readMapOutput(damaged), undefined);
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (value) => assert.doesNotThrow(() => readMapOutput(value))),
  );
});
