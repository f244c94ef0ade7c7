import { EngineError } from '../../../api/errors.ts';
import type { Chance } from '../chance.ts';
import { askEach, askLessons } from '../ask.ts';
import { drawGround } from '../grounds.ts';
import { colourDistance, colourNames, shade, shadeOf, type ColourName } from '../palette.ts';
import type { Family, Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { drawWear } from '../wear.ts';
import { drawCombination, type Combination, type Palette } from './combination.ts';
import { formNames, formOutlines, outlineSvg } from './forms.ts';
import { drawNaming, namings, type Naming } from './naming.ts';
import { placeForms } from './placeForms.ts';
import { shapeLevels, type ShapeLevel } from './shapeLevels.ts';
import { shapeQuestions, type ShapeQuestionKind } from './shapeQuestions.ts';
import { tell } from './tellShapes.ts';
import type { Item } from './shapeScene.ts';
import { unnamedColours } from './unnamedColour.ts';
import { unnamedForm } from './unnamedForms.ts';

/** Coloured shapes: what they are, how many, where. */
export const shapes: Family = {
  levels: shapeLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (at, chance, split) => drawShapes(shapeLevels[at]!, split, chance),
};

function drawShapes(level: ShapeLevel, split: Split, chance: Chance): Scene {
  const naming = split === 'train' ? drawNaming(chance) : 'both';
  const { fill: ground, kind } = drawGround(level.grounds, chance);
  const palette = { forms: formNames.slice(0, level.forms), colours: visibleOn(ground, level) };
  const items = drawItems(level, palette, { naming, split }, chance);
  const body = drawBody(items, ground, level, chance);
  const known = namings[naming].known(palette);
  const scene = { items, varied: level.varied, known, split, ...tell(items, kind) };
  const questions = askEach(shapeQuestions, level.kinds, scene, chance);
  const lessons = askLessons(shapeQuestions, lessonKinds(naming, items), { scene, split, asked: questions }, chance);
  return { ground, body, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

/** Where several forms can be told apart by nothing else, they are asked for in all ways there are. */
function lessonKinds(naming: Naming, items: readonly Item[]): readonly ShapeQuestionKind[] {
  const more = items.length > 1 && (naming === 'form' || naming === 'mostlyForm');
  const places = items.length > 1 ? (['half', 'side', 'side', 'position', 'position'] as const) : (['half'] as const);
  return more
    ? ['exists', 'exists', 'count', ...places, 'size', 'refusal']
    : ['exists', 'exists', 'exists', ...places, 'refusal'];
}

/** The level's colours that stand out against the ground. */
function visibleOn(ground: string, { colours }: ShapeLevel): ColourName[] {
  return colourNames.slice(0, colours).filter((name) => colourDistance(shadeOf(name), ground) > 130);
}

function drawItems(level: ShapeLevel, known: Palette, { naming, split }: Drawn, chance: Chance): Item[] {
  // What one form is can be asked without its colour only where it is alone.
  const isAlone = naming === 'form' && chance.happens(0.4);
  const count = isAlone ? 1 : chance.whole(...level.items);
  const radii = Array.from({ length: count }, () => chance.between(...level.radius));
  const first = drawCombination(known, split, chance);
  if (!first) throw new EngineError('engine/internal', { message: 'no form of this split stands out' });
  return placeForms(radii, level.shift, chance).map((place, position) => {
    const combination = position === 0 ? first : drawAnother(first, known, split, chance);
    const named = namings[naming].keep(combination, position);
    return { ...place, ...named, turn: chance.between(-level.lean, level.lean) };
  });
}

interface Drawn {
  readonly naming: Naming;
  readonly split: Split;
}

/** Often of the first one's form or colour, so that there is something to count and to tell apart. */
function drawAnother(first: Combination, known: Palette, split: Split, chance: Chance): Combination {
  const alike = chance.pick([known, known, { ...known, forms: [first.form] }, { ...known, colours: [first.colour] }]);
  // Pictures of a held-out split show at least one combination of their own; beside it may lie learned ones.
  return drawCombination(alike, chance.happens(0.5) ? split : 'train', chance) ?? first;
}

function drawBody(items: readonly Item[], ground: string, level: ShapeLevel, chance: Chance): string {
  const named = items.flatMap(({ colour }) => (colour ? [shadeOf(colour)] : []));
  const otherColour = named.length < items.length ? unnamedColours(ground, named, chance) : () => ground;
  const drawn = items.map((item) => {
    const colour = item.colour ? shade(item.colour, level.spread, chance) : otherColour();
    return itemSvg(item, colour, level, chance);
  });
  return drawn.join('');
}

function itemSvg(item: Item, colour: string, level: ShapeLevel, chance: Chance): string {
  const outline = item.form ? formOutlines[item.form] : unnamedForm(chance);
  if (!chance.happens(level.hollow)) return outlineSvg(outline, item, `fill="${colour}"`);
  // Lines are drawn in units of the radius, and thinner than what they surround.
  const width = Math.max(0.16, 2.2 / item.radius).toFixed(2);
  return outlineSvg(
    outline,
    { ...item, radius: item.radius * 0.9 },
    `fill="none" stroke="${colour}" stroke-width="${width}"`,
  );
}
