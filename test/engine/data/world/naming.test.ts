import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chanceOf } from '../../../../src/engine/data/world/chance.ts';
import { families } from '../../../../src/engine/data/world/families.ts';
import { colourDistance, colourNames, shadeOf, type ColourName } from '../../../../src/engine/data/world/palette.ts';
import type { Question, Scene } from '../../../../src/engine/data/world/scene.ts';
import { combinationSplit } from '../../../../src/engine/data/world/shapes/combination.ts';
import { formNames, formOutlines, type FormName } from '../../../../src/engine/data/world/shapes/forms.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';

interface Shown {
  readonly form: FormName | undefined;
  readonly colour: ColourName | undefined;
}

interface Drawn {
  readonly level: number;
  readonly shown: readonly Shown[];
  readonly asked: readonly Question[];
}

/** Training scenes of every level, with what is drawn, read off the drawing. */
function drawMany(perLevel: number): Drawn[] {
  const chance = chanceOf(seededRandom(12));
  return families.shapes.levels.flatMap((_, level) =>
    Array.from({ length: perLevel }, () => {
      const scene = families.shapes.draw(level, chance, 'train');
      return { level, shown: shownIn(scene), asked: [...scene.questions, ...(scene.lessons ?? [])] };
    }),
  );
}

function shownIn({ body }: Scene): Shown[] {
  const paths = [...body.matchAll(/<path [^>]*?d="([^"]+)"[^>]*?(?:fill|stroke)="(#[0-9a-f]{6})"/g)];
  return paths.map(([, outline, fill]) => ({
    form: formNames.find((name) => formOutlines[name] === outline),
    colour: nameOf(fill!),
  }));
}

/** The nearest name, if the colour is one of its shades: none strays further from its middle. */
function nameOf(colour: string): ColourName | undefined {
  const away = (name: ColourName): number => colourDistance(shadeOf(name), colour);
  return colourNames.filter((name) => away(name) < 140).toSorted((one, other) => away(one) - away(other))[0];
}

const drawn = drawMany(400);
const shares = (is: (shown: readonly Shown[]) => boolean) =>
  drawn.filter(({ shown }) => is(shown)).length / drawn.length;

describe('what training shows of shapes', () => {
  it('is no held-out combination, in thousands of pictures', () => {
    for (const { shown, level } of drawn) {
      assert.ok(shown.length > 0, 'nothing was read off the drawing');
      for (const { form, colour } of shown)
        if (form && colour) assert.equal(combinationSplit({ form, colour }), 'train', `${colour} ${form} at ${level}`);
    }
  });

  it('is in a third of the pictures forms in colours between the names, in a tenth names of colours on other forms', () => {
    const unnamed = shares((shown) => shown.some(({ colour }) => !colour));
    const other = shares((shown) => shown.some(({ form }) => !form));
    assert.ok(unnamed > 0.3 && unnamed < 0.45, `${unnamed}`);
    assert.ok(other > 0.07 && other < 0.13, `${other}`);
  });

  it('has in each picture a name for the form or for the colour of everything', () => {
    for (const { shown } of drawn) assert.ok(shown.every(({ form, colour }) => form ?? colour));
  });
});

describe('what training asks of shapes', () => {
  const colourOf = (text: string) => colourNames.find((name) => new RegExp(`\\b${name}\\b`).test(text));
  const formOf = (text: string) => formNames.find((name) => new RegExp(`\\b${name}(e?s)?\\b`).test(text));

  it('is never whether a held-out combination is there', () => {
    for (const { asked } of drawn)
      for (const { question } of asked.filter(({ kind }) => kind === 'exists')) {
        const [form, colour] = [formOf(question), colourOf(question)];
        if (form && colour) assert.equal(combinationSplit({ form, colour }), 'train', question);
      }
  });

  it('says of no shape that it is missing where its colour is held out for it', () => {
    const check = (question: string, item: Shown) => {
      const [form, colour] = [formOf(question) ?? item.form, colourOf(question) ?? item.colour];
      if (form && colour) assert.equal(combinationSplit({ form, colour }), 'train', question);
    };
    for (const { shown, asked } of drawn)
      for (const { question } of asked.filter(({ answer }) => /^(no$|There is no|Nothing is)/.test(answer)))
        for (const item of shown) check(question, item);
  });

  it('names no colour where no shape has one, and no form likewise', () => {
    for (const { shown, asked } of drawn)
      for (const { question, answer, kind } of asked) {
        if (shown.every(({ colour }) => !colour)) {
          assert.equal(colourOf(question + answer.replace(/on a \w+ background/, '')), undefined, question);
          assert.ok(kind !== 'colour');
        }
        if (shown.every(({ form }) => !form)) {
          assert.equal(formOf(question + answer), undefined, question);
          assert.ok(kind !== 'shape');
        }
      }
  });

  it('is how many there are by a colour only where every shape has a colour with a name', () => {
    for (const { shown, asked } of drawn)
      for (const { question, kind } of asked)
        if (shown.some(({ colour }) => !colour) && (kind === 'count' || kind === 'exists'))
          assert.equal(colourOf(question), undefined, question);
  });
});
