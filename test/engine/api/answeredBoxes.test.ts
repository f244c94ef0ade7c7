import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answeredBoxes } from '../../../src/engine/api/answeredBoxes.ts';
import { saidInTokens } from '../text/saidInTokens.ts';

/** The boxes of an answer in thousandths, as a model writes them, with their names. */
function boxesOf(answer: string): [name: string, box: number[]][] {
  return answeredBoxes(answer).map(({ name, left, top, width, height }) => [
    name,
    [left, top, left + width, top + height].map((share) => Math.round(share * 1000)),
  ]);
}

const tagged =
  '<ref>a cat</ref><box>[[100, 200, 300, 400], [0,0,1000,1000]]</box> and <ref>the dog, left</ref><box>[[5,5,9,9]]</box>';
const places: [string, number[]][] = [
  ['a cat', [100, 200, 300, 400]],
  ['a cat', [0, 0, 1000, 1000]],
];

test('boxes are read with their names where the tags are there', () => {
  assert.deepEqual(boxesOf(tagged), [...places, ['the dog, left', [5, 5, 9, 9]]]);
});

test('they are read from what a tokenizer leaves of the tags: nothing', async () => {
  const said = await saidInTokens('<ref>a cat</ref><box>[[100, 200, 300, 400], [0,0,1000,1000]]</box>');
  assert.doesNotMatch(said, /[<>]/);
  assert.match(said, /^a cat ?\[\[/);
  assert.deepEqual(boxesOf(said), places);
});

const bare: [answer: string, expected: [name: string, box: number[]][]][] = [
  ['[[1, 2, 300, 400]]', [['', [1, 2, 300, 400]]]],
  [
    'A cat[[1, 2, 3, 4]], a dog [[5, 6, 7, 8]].',
    [
      ['A cat', [1, 2, 3, 4]],
      ['a dog', [5, 6, 7, 8]],
    ],
  ],
  [
    '- **cat**: [[1,2,3,4]]\n- **dog**: [[5,6,7,8]]',
    [
      ['cat', [1, 2, 3, 4]],
      ['dog', [5, 6, 7, 8]],
    ],
  ],
  ['{"cat": [[1, 2, 3, 4]]}', [['cat', [1, 2, 3, 4]]]],
  ['红色的汽车[[1, 2, 3, 4]]。', [['红色的汽车', [1, 2, 3, 4]]]],
  ['What you are looking for lies at the place [[1, 2, 3, 4]]', [['', [1, 2, 3, 4]]]],
  ['It was cut at a cat[[1, 2, 3, 4], [5, 6', [['It was cut at a cat', [1, 2, 3, 4]]]],
];

for (const [answer, expected] of bare)
  test(`the boxes in ${JSON.stringify(answer)} are ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(boxesOf(answer), expected);
  });

test('what is no box in the picture is left out: numbers by themselves, a box turned over, one that goes beyond', () => {
  for (const answer of [
    '[1, 2, 3, 4]',
    '{"counts": [1, 2, 3, 4]}',
    'f(1,2,3,4)',
    '[[5,5,1,1],[0,0,2000,1]]',
    '[[1,2,3]]',
  ])
    assert.deepEqual(boxesOf(answer), [], answer);
});

test('a flood of boxes is cut', () => {
  assert.equal(answeredBoxes(`<box>${'[1,1,2,2]'.repeat(300)}</box>`).length, 100);
});

test('whatever a model writes, boxes lie in the picture and names are short', () => {
  const written = fc.array(
    fc.constantFrom('[', ']', '[[', ', ', '1', '12, 13', '<box>', '</box>', '<ref>', '</ref>', ' a', '\n'),
  );
  fc.assert(
    fc.property(written, (parts) => {
      for (const { name, left, top, width, height } of answeredBoxes(parts.join(''))) {
        assert.ok(name.length <= 200 && left >= 0 && top >= 0 && width > 0 && height > 0);
        assert.ok(left + width <= 1 + 1e-9 && top + height <= 1 + 1e-9);
      }
    }),
  );
});
