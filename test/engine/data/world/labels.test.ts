import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chanceOf } from '../../../../src/engine/data/world/chance.ts';
import { families, type FamilyName } from '../../../../src/engine/data/world/families.ts';
import { splitOf, type Split } from '../../../../src/engine/data/world/split.ts';
import { drawShortLabels } from '../../../../src/engine/data/world/text/shortLabels.ts';
import { labelOf } from '../../../../src/engine/data/world/text/strings.ts';
import { words } from '../../../../src/engine/data/world/text/words.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';

const known = new Set(words);

/** Answers of scenes of a level to one kind of question. */
function answersTo(kind: string, { family, level, split }: { family: FamilyName; level: number; split: Split }) {
  const chance = chanceOf(seededRandom(8));
  const scenes = Array.from({ length: 400 }, () => families[family].draw(level, chance, split));
  return scenes.flatMap(({ questions }) => questions.filter((one) => one.kind === kind).map(({ answer }) => answer));
}

const shareOf = (list: readonly string[], is: (text: string) => boolean) => list.filter(is).length / list.length;

describe('names in pictures', () => {
  const drawn = (split: Split) => {
    const chance = chanceOf(seededRandom(3));
    return Array.from({ length: 1000 }, () => labelOf([3, 6], split, chance));
  };

  it('are words of the list where they are held out, and half of the time something else in training', () => {
    for (const split of ['validation', 'test'] as const) assert.ok(drawn(split).every((label) => known.has(label)));
    const share = shareOf(drawn('train'), (label) => known.has(label));
    assert.ok(share > 0.45 && share < 0.6, `${share}`);
  });

  it('belong to the split, are as long as asked, and in small letters', () => {
    for (const split of ['train', 'validation', 'test'] as const)
      for (const label of drawn(split)) {
        assert.equal(splitOf(label), split);
        assert.match(label, /^[a-z0-9]{3,6}$/);
      }
  });

  for (const [family, kind, level] of [
    ['charts', 'title', 5],
    ['charts', 'highest', 4],
    ['diagrams', 'next', 4],
    ['interfaces', 'button', 1],
    ['interfaces', 'field', 5],
    ['code', 'name', 3],
  ] as const)
    it(`of ${family}/${kind} are of both sorts in training alone`, () => {
      const isWord = (text: string) => known.has(text.toLowerCase());
      const learned = shareOf(answersTo(kind, { family, level, split: 'train' }), isWord);
      assert.ok(learned > 0.2 && learned < 0.7, `${learned}`);
      assert.equal(shareOf(answersTo(kind, { family, level, split: 'test' }), isWord), 1);
    });
});

describe('short names', () => {
  it('are one to three characters each, no two the same, and of training', () => {
    const chance = chanceOf(seededRandom(5));
    for (let round = 0; round < 200; round++) {
      const labels = drawShortLabels(5, chance);
      assert.equal(new Set(labels.map((label) => label.toLowerCase())).size, 5);
      for (const label of labels) {
        assert.match(label, /^[A-Za-z2-9]{1,3}$/);
        assert.equal(label.length, labels[0]!.length);
        if (label.length > 1) assert.equal(splitOf(label), 'train');
      }
    }
  });

  for (const [family, kind] of [
    ['charts', 'highest'],
    ['diagrams', 'next'],
  ] as const)
    it(`stand in four of ten ${family} of the easiest level in training, and in none that is held out`, () => {
      const isLetter = (text: string) => /^[A-H]$/.test(text);
      const share = shareOf(answersTo(kind, { family, level: 0, split: 'train' }), isLetter);
      assert.ok(share > 0.55 && share < 0.75, `${share}`);
      assert.equal(shareOf(answersTo(kind, { family, level: 0, split: 'test' }), isLetter), 1);
    });
});
