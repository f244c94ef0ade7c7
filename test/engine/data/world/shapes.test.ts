import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { families } from '../../../../src/engine/data/world/families.ts';
import { combinationSplit } from '../../../../src/engine/data/world/shapes/combination.ts';
import { formNames } from '../../../../src/engine/data/world/shapes/forms.ts';
import { colourNames } from '../../../../src/engine/data/world/palette.ts';
import { splits } from '../../../../src/engine/data/world/split.ts';
import { worldSource, type PlacedExample } from '../../../../src/engine/data/world/worldSource.ts';
import { colourWord, patchesOf, type Patch } from './pixels.ts';

// Every level draws apart shapes on a plain ground but the last, whose pictures are worn.
const plainLevels = families.shapes.levels.length - 1;

/** Draws pictures of every level in which this kind is asked, and hands over each question with what the pixels show. */
async function lookAt(kind: string, judge: (turn: Asked, patches: readonly Patch[]) => void): Promise<void> {
  let judged = 0;
  const source = worldSource({ seed: 21, split: 'train', families: ['shapes'] });
  for (let level = 0; level < plainLevels; level++)
    for (let index = 0; index < 60; index++) {
      const example = await source.readPlaced(index, level);
      for (const asked of turnsOf(example, kind)) {
        judge(asked, patchesOf(example.pictures[0]!));
        judged++;
      }
    }
  assert.ok(judged > 40, `only ${judged} questions of kind ${kind}`);
}

interface Asked {
  readonly question: string;
  readonly answer: string;
  readonly regions: PlacedExample['regions'][number];
}

function turnsOf({ turns, regions }: PlacedExample, kind: string): Asked[] {
  return turns.map((turn, at) => ({ ...turn, regions: regions[at]! })).filter((turn) => turn.task === `shapes/${kind}`);
}

/** The patch whose middle is nearest to that of the region. */
function patchAt({ regions }: Asked, patches: readonly Patch[], which = 0): Patch {
  const [x, y] = middle(regions[which]!);
  const away = (patch: Patch): number => Math.hypot(middle(patch)[0] - x, middle(patch)[1] - y);
  return patches.toSorted((one, other) => away(one) - away(other))[0]!;
}

function middle({ left, top, right, bottom }: Asked['regions'][number]): [number, number] {
  return [(left + right) / 2, (top + bottom) / 2];
}

describe('shapes, judged by their pixels', () => {
  it('have the colour that the answer names', () =>
    lookAt('colour', (asked, patches) => assert.equal(colourWord(patchAt(asked, patches).colour), asked.answer)));

  it('are as many as the answer says', () =>
    lookAt('count', ({ question, answer, regions }, patches) => {
      const asked = colourNames.find((name) => question.includes(name));
      const found = patches.filter(({ colour }) => !asked || colourWord(colour) === asked);
      assert.equal(regions.length, Number(answer));
      if (/ shapes/.test(question)) assert.equal(String(found.length), answer, question);
    }));

  it('lie where the answer says', () =>
    lookAt('position', (asked, patches) => {
      const [one, other] = [middle(patchAt(asked, patches, 0)), middle(patchAt(asked, patches, 1))];
      const sideways = asked.question.includes('left or');
      const words = sideways ? (['left', 'right'] as const) : (['above', 'below'] as const);
      const axis = sideways ? 0 : 1;
      assert.equal(one[axis] < other[axis] ? words[0] : words[1], asked.answer);
    }));

  it('are there if the answer to "is there" is yes, by colour', () =>
    lookAt('exists', ({ question, answer }, patches) => {
      const colour = colourNames.find((name) => question.includes(`${name} shape`));
      if (!colour) return;
      assert.equal(patches.some((patch) => colourWord(patch.colour) === colour) ? 'yes' : 'no', answer);
    }));

  it('answer yes as often as no', async () => {
    let yes = 0;
    let all = 0;
    await lookAt('exists', ({ answer }) => {
      all++;
      if (answer === 'yes') yes++;
    });
    assert.ok(Math.abs(yes / all - 0.5) < 0.08, `${yes} of ${all}`);
  });
});

describe('combinations of form and colour', () => {
  const all = formNames.flatMap((form) => colourNames.map((colour) => ({ form, colour })));

  it('belong to one split each, and every form and colour is learned', () => {
    for (const split of splits) assert.ok(all.some((each) => combinationSplit(each) === split));
    const learned = all.filter((each) => combinationSplit(each) === 'train');
    assert.equal(new Set(learned.map(({ form }) => form)).size, formNames.length);
    assert.equal(new Set(learned.map(({ colour }) => colour)).size, colourNames.length);
  });

  for (const split of splits)
    it(`of ${split} pictures with one shape are of ${split}`, async () => {
      const source = worldSource({ seed: 3, split, families: ['shapes'] });
      for (let index = 0; index < 300; index++) {
        const { turns } = await source.read(index, 2);
        const answer = (kind: string) => turns.find(({ task }) => task === `shapes/${kind}`)?.answer;
        const form = formNames.find((name) => name === answer('shape'));
        const colour = colourNames.find((name) => name === answer('colour'));
        // Training also has shapes of which only the form or only the colour has a name.
        if (split === 'train' && (!colour || !form)) continue;
        assert.equal(combinationSplit({ form: form!, colour: colour! }), split, `${colour} ${form}`);
      }
    });
});
