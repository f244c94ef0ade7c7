import { askEach, askLessons } from '../ask.ts';
import { listed, capitalised, type Captions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { drawGround, type GroundName } from '../grounds.ts';
import { colourNames, contrast, shade, shadeOf, type ColourName } from '../palette.ts';
import { withArticle } from '../phrase.ts';
import type { Family, Question, Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { drawWear } from '../wear.ts';
import { drawings, type Drawing } from './concepts.ts';
import { drawingSplit } from './drawingSplit.ts';
import { iconBody } from './iconBodies.ts';
import { iconLevels, type IconLevel } from './iconLevels.ts';
import { iconQuestions } from './iconQuestions.ts';
import type { Icon } from './iconScene.ts';
import { placeIcons, type IconSpot } from './placeIcons.ts';

/** Icons and emoji, by name. */
export const icons: Family = {
  levels: iconLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (level, chance, split) => drawScene(iconLevels[level]!, chance, split),
};

function drawScene(level: IconLevel, chance: Chance, split: Split): Scene {
  const ground = drawGround(level.grounds, chance);
  const { learned, unseen, things } = drawingsOf(level, split);
  // Half of the pictures of a held-out split ask for drawings never learned from, the others for learned ones.
  const from = unseen.length > 0 && chance.happens(0.5) ? unseen : learned;
  const spots = placeIcons(chance.whole(...level.icons), level.size, chance);
  const inkOf = inks(level, ground, chance);
  const shown = pickApart(from, spots.length, chance).map((drawing, at) =>
    // As many are picked as there are spots.
    toIcon(drawing, spots[at]!, from === unseen, inkOf),
  );
  const body = shown.map((icon, at) => iconSvg(icon, at, chance)).join('');
  const scene = {
    icons: shown,
    known: things,
    varied: level.varied,
    captions: tell(shown),
    drawn: shown.map(({ box }) => box),
  };
  const questions = askEach(iconQuestions, level.asks, scene, chance).map((asked) =>
    markUnseen(asked, from === unseen),
  );
  const lessons = askLessons(iconQuestions, lessonKinds, { scene, split, asked: questions }, chance);
  return { ground: ground.fill, body, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

/** Both what is there and what is not is asked for its colour, were it black like all others. */
const lessonKinds = ['exists', 'exists', 'exists', 'colour', 'place', 'place', 'refusal'] as const;

/** The drawings of a level: those that are learned from, and those only this held-out split shows. */
function drawingsOf({ sets, things: most }: IconLevel, split: Split) {
  const available = drawings.filter(({ set }) => sets.includes(set));
  const things = [...new Set(available.map(({ concept }) => concept))].slice(0, most);
  const fitting = available.filter(({ concept }) => things.includes(concept));
  const learned = fitting.filter((drawing) => drawingSplit(drawing) === 'train');
  const unseen = split === 'train' ? [] : fitting.filter((drawing) => drawingSplit(drawing) === split);
  return { learned, unseen, things };
}

/** So many drawings, each of another thing. */
function pickApart(from: readonly Drawing[], count: number, chance: Chance): Drawing[] {
  const picked: Drawing[] = [];
  while (picked.length < count) {
    const drawing = chance.pick(from);
    if (picked.every(({ concept }) => concept !== drawing.concept)) picked.push(drawing);
  }
  return picked;
}

/** Colours for lines: one that reads on the ground. */
function inks(level: IconLevel, ground: { kind: GroundName; fill: string }, chance: Chance): () => ColourName {
  if (!level.coloured) return () => (ground.kind === 'dark' ? 'white' : 'black');
  const visible = colourNames.filter((name) => contrast(shadeOf(name), ground.fill) > 2.2);
  return () => chance.pick(visible);
}

function toIcon(drawing: Drawing, spot: IconSpot, isUnseen: boolean, inkOf: () => ColourName): Icon {
  const hasOwnColours = !iconBody(drawing).body.includes('currentColor');
  return { ...drawing, ...spot, isUnseen, ...(!hasOwnColours && { colour: inkOf() }) };
}

function iconSvg(icon: Icon, at: number, chance: Chance): string {
  const { body, side } = iconBody(icon);
  const { left, top, right } = icon.box;
  const scale = (right - left) / side;
  const coloured = icon.colour ? body.replaceAll('currentColor', shade(icon.colour, 0.5, chance)) : body;
  // Names of gradients are unique only within a drawing.
  const own = coloured.replaceAll('svgID', `icon${at}-`);
  return `<g transform="translate(${left.toFixed(2)} ${top.toFixed(2)}) scale(${scale.toFixed(5)})">${own}</g>`;
}

/** Scores keep drawings that were learned from apart from those that were not. */
function markUnseen(asked: Question, isUnseen: boolean): Question {
  return isUnseen && asked.kind === 'name' ? { ...asked, kind: 'unseen' } : asked;
}

function tell(shown: readonly Icon[]): Captions {
  const inOrder = shown.toSorted((one, other) => readingOrder(one) - readingOrder(other));
  const things = listed(inOrder.map(({ concept }) => withArticle(concept)));
  const placed = inOrder.map(
    ({ concept, place }) => `${capitalised(withArticle(concept))}${place ? ` is at the ${place}` : ''}.`,
  );
  const count = shown.length === 1 ? 'one icon' : `${shown.length} icons`;
  return {
    caption: things,
    sentence: `The picture shows ${things}.`,
    description: `The picture shows ${count}. ${placed.join(' ')}`,
  };
}

/** Row by row, each from the left: icons in one row lie in one half of the canvas. */
function readingOrder({ place }: Icon): number {
  return (place?.startsWith('bottom') ? 2 : 0) + (place?.endsWith('right') ? 1 : 0);
}
