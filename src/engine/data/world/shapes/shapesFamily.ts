import { EngineError } from '../../../api/errors.ts';
import type { Chance } from '../chance.ts';
import { askEach, askLessons } from '../ask.ts';
import { drawGround } from '../grounds.ts';
import { colourDistance, colourNames, shade, shadeOf, type ColourName } from '../palette.ts';
import type { Family, Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { drawWear } from '../wear.ts';
import { drawCombination, type Combination, type Palette } from './combination.ts';
import { formNames, formSvg } from './forms.ts';
import { drawNameless } from './namelessScene.ts';
import { placeForms } from './placeForms.ts';
import { shapeLevels, type ShapeLevel } from './shapeLevels.ts';
import { shapeQuestions } from './shapeQuestions.ts';
import { tell } from './tellShapes.ts';
import type { Item } from './shapeScene.ts';

/** Coloured shapes: what they are, how many, where. */
export const shapes: Family = {
  levels: shapeLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (at, chance, split) => {
    const level = shapeLevels[at]!;
    const isNameless = split === 'train' && chance.happens(namelessShare);
    return isNameless ? drawNameless(level, chance) : drawShapes(level, chance, split);
  },
};

const namelessShare = 0.2;

function drawShapes(level: ShapeLevel, chance: Chance, split: Split): Scene {
  const { fill: ground, kind } = drawGround(level.grounds, chance);
  const known = { forms: formNames.slice(0, level.forms), colours: visibleOn(ground, level) };
  const items = drawItems(level, known, chance, split);
  const body = items.map((item) => itemSvg(item, level, chance)).join('');
  const scene = { items, varied: level.varied, known, ...tell(items, kind) };
  const questions = askEach(shapeQuestions, level.kinds, scene, chance);
  const lessons = askLessons(shapeQuestions, lessonKinds, { scene, split, asked: questions }, chance);
  return { ground, body, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

const lessonKinds = ['exists', 'exists', 'exists', 'refusal'] as const;

/** The level's colours that stand out against the ground. */
function visibleOn(ground: string, { colours }: ShapeLevel): ColourName[] {
  return colourNames.slice(0, colours).filter((name) => colourDistance(shadeOf(name), ground) > 130);
}

function drawItems(level: ShapeLevel, known: Palette, chance: Chance, split: Split): Item[] {
  const radii = Array.from({ length: chance.whole(...level.items) }, () => chance.between(...level.radius));
  const first = drawCombination(known, split, chance);
  if (!first) throw new EngineError('engine/internal', { message: 'no form of this split stands out' });
  return placeForms(radii, level.shift, chance).map((place, position) => {
    const combination = position === 0 ? first : drawAnother(first, known, split, chance);
    return { ...place, ...combination, turn: chance.between(-level.lean, level.lean) };
  });
}

/** Often of the first one's form or colour, so that there is something to count and to tell apart. */
function drawAnother(first: Combination, known: Palette, split: Split, chance: Chance): Combination {
  const alike = chance.pick([known, known, { ...known, forms: [first.form] }, { ...known, colours: [first.colour] }]);
  // Pictures of a held-out split show at least one combination of their own; beside it may lie learned ones.
  return drawCombination(alike, chance.happens(0.5) ? split : 'train', chance) ?? first;
}

function itemSvg(item: Item, level: ShapeLevel, chance: Chance): string {
  const colour = shade(item.colour, level.spread, chance);
  if (!chance.happens(level.hollow)) return formSvg(item.form, item, `fill="${colour}"`);
  // Lines are drawn in units of the radius, and thinner than what they surround.
  const width = Math.max(0.16, 2.2 / item.radius).toFixed(2);
  return formSvg(
    item.form,
    { ...item, radius: item.radius * 0.9 },
    `fill="none" stroke="${colour}" stroke-width="${width}"`,
  );
}
