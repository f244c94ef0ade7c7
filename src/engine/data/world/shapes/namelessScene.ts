import { askEach, askLessons, type AskTable } from '../ask.ts';
import type { Chance } from '../chance.ts';
import { drawGround } from '../grounds.ts';
import { colourDistance, colourNames, hexOf, shadeOf } from '../palette.ts';
import { phrase, withArticle } from '../phrase.ts';
import type { Scene } from '../scene.ts';
import { formNames, formSvg, type FormName, type FormPlace } from './forms.ts';
import { placeForms } from './placeForms.ts';
import type { ShapeLevel } from './shapeLevels.ts';
import { boxOf } from './shapeScene.ts';

/**
 * One shape in a colour between those that have names, for training alone. Its colour says nothing of its form, so that forms are
 * not learned as companions of colours; and as nothing names the colour, no held-out combination is shown.
 */
export function drawNameless(level: ShapeLevel, chance: Chance): Scene {
  const { fill: ground } = drawGround(level.grounds, chance);
  const known = formNames.slice(0, level.forms);
  const form = chance.pick(known);
  // One radius gives one place.
  const [place] = placeForms([chance.between(...level.radius)], level.shift, chance) as [Omit<FormPlace, 'turn'>];
  const scene = { form, known, place: { ...place, turn: chance.between(-level.lean, level.lean) }, level };
  const questions = askEach(table, ['shape', 'exists'], scene, chance);
  const lessons = askLessons(
    table,
    ['exists', 'exists', 'refusal'],
    { scene, split: 'train', asked: questions },
    chance,
  );
  const fill = namelessColour(ground, chance);
  return { ground, body: formSvg(form, scene.place, `fill="${fill}"`), questions, lessons };
}

interface NamelessScene {
  readonly form: FormName;
  readonly known: readonly FormName[];
  readonly place: FormPlace;
  readonly level: ShapeLevel;
}

const table: AskTable<NamelessScene, 'shape' | 'exists' | 'refusal'> = {
  shape: ({ form, place }) => ({ question: 'What shape is it?', answer: form, regions: [boxOf(place)] }),
  exists: ({ form, known, place, level }, chance) => {
    const wanted = chance.happens(0.5) ? form : otherThan(form, known, chance);
    const thing = withArticle(wanted);
    return {
      question: phrase([`Is there ${thing}?`, `Do you see ${thing}?`], level.varied, chance),
      answer: wanted === form ? 'yes' : 'no',
      regions: wanted === form ? [boxOf(place)] : [],
    };
  },
  refusal: ({ form, known }, chance) => {
    const other = otherThan(form, known, chance);
    return { question: `What colour is the ${other}?`, answer: `There is no ${other}.`, regions: [] };
  },
};

function otherThan(form: FormName, known: readonly FormName[], chance: Chance): FormName {
  return chance.pick(known.filter((other) => other !== form));
}

/** A colour that shows on the ground and that no name fits. */
function namelessColour(ground: string, chance: Chance): string {
  for (;;) {
    const colour = hexOf(chance.between(0, 360), chance.between(0.2, 1), chance.between(0.2, 0.8));
    const away = Math.min(...colourNames.map((name) => colourDistance(shadeOf(name), colour)));
    if (away > farFromNames && colourDistance(colour, ground) > 130) return colour;
  }
}

// Twice as far as the shades of one name lie from its middle.
const farFromNames = 110;
