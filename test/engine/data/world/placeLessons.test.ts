import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chanceOf } from '../../../../src/engine/data/world/chance.ts';
import { families } from '../../../../src/engine/data/world/families.ts';
import type { Scene } from '../../../../src/engine/data/world/scene.ts';
import { formNames, formOutlines } from '../../../../src/engine/data/world/shapes/forms.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';

interface Shown {
  readonly form: string | undefined;
  readonly x: number;
  readonly y: number;
}

/** Forms and places, read off the drawing. */
function shownIn({ body }: Scene): Shown[] {
  return [...body.matchAll(/translate\(([\d.]+) ([\d.]+)\)[^>]*?d="([^"]+)"/g)].map(([, x, y, outline]) => ({
    form: formNames.find((name) => formOutlines[name] === outline),
    x: Number(x),
    y: Number(y),
  }));
}

const chance = chanceOf(seededRandom(21));
const drawn = families.shapes.levels.flatMap((_, level) =>
  Array.from({ length: 150 }, () => {
    const scene = families.shapes.draw(level, chance, 'train');
    return { shown: shownIn(scene), lessons: scene.lessons ?? [] };
  }),
);

/** What is asked of a kind, beside what the drawing shows. */
const asked = (kind: string) =>
  drawn.flatMap(({ shown, lessons }) =>
    lessons.filter((one) => one.kind === kind).map(({ question, answer }) => ({ question, answer, shown })),
  );

describe('lessons of places', () => {
  it('say on which side of the middle a shape lies', () => {
    let judged = 0;
    for (const { question, answer, shown } of asked('half')) {
      const named = shown.filter(({ form }) => shown.length === 1 || (form && question.includes(form)));
      const [one] = named;
      if (!one || named.length > 1) continue;
      const isAcross = question.includes('left');
      const words = isAcross ? ['left', 'right'] : ['above', 'below'];
      assert.equal(answer, words[(isAcross ? one.x : one.y) < 56 ? 0 : 1], question);
      judged++;
    }
    assert.ok(judged > 200, `only ${judged}`);
  });

  it('say which of two shapes lies on a side', () => {
    let judged = 0;
    for (const { question, answer, shown } of asked('side').filter((one) => one.question.includes('shape'))) {
      assert.equal(shown.length, 2);
      const of = /left|right/.test(question) ? 'x' : 'y';
      const sorted = shown.toSorted((one, other) => one[of] - other[of]);
      assert.equal(answer, sorted[/left|top/.test(question) ? 0 : 1]?.form, question);
      judged++;
    }
    assert.ok(judged > 100, `only ${judged}`);
  });

  it('are asked both ways about the same two shapes', () => {
    const questions = asked('position').map(({ question }) => question);
    const swapped = questions.filter((question) => {
      const [, one, middle, other] = /^Is the (.*) (left or right of|above or below) the (.*)\?$/.exec(question) ?? [];
      return questions.includes(`Is the ${other} ${middle} the ${one}?`);
    });
    assert.ok(swapped.length > 100, `only ${swapped.length} of ${questions.length}`);
  });
});
