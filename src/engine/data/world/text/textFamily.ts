import type { Chance } from '../chance.ts';
import { askEach, askLessons } from '../ask.ts';
import { drawGround, type GroundName } from '../grounds.ts';
import { capitalHeight, typeset, textWidth } from '../typeset.ts';
import { faceOf, type Face } from '../outlines.ts';
import { colourNames, contrast, shade, shadeOf, type ColourName } from '../palette.ts';
import { canvasSide, type Family, type Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { typefacesOf } from '../typefaces.ts';
import { drawWear } from '../wear.ts';
import { drawString } from './strings.ts';
import { drawSurroundings } from './surroundings.ts';
import { textLevels, type TextLevel } from './textLevels.ts';
import { askToRead, textQuestions } from './textQuestions.ts';
import { tell } from './tellText.ts';

/** Text in many fonts, sizes and colours, to be read. */
export const text: Family = {
  levels: textLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (level, chance, split) => drawText(textLevels[level]!, chance, split),
};

function drawText(level: TextLevel, chance: Chance, split: Split): Scene {
  const ground = drawGround(level.grounds, chance);
  const ink = drawInk(level, ground, chance);
  const typeface = chance.pick(typefacesOf(split, level.faces));
  const face = faceOf(typeface, chance.pick(level.faces === 'plain' ? [400] : typeface.weights));
  const texts = Array.from({ length: chance.whole(1, level.lines) }, () => drawString(level.text, split, chance));
  const fill = shade(ink, level.ink === 'plain' ? 0 : 0.7, chance);
  const set = setLines(texts, { face, fill, level }, chance);
  const scene = { lines: set.lines, ink, varied: level.varied, rule: level.text, split, ...tell(set.lines, ink) };
  const asked = askEach(textQuestions, level.kinds, scene, chance);
  const questions = [{ kind: 'read', ...askToRead(scene, chance) }, ...asked];
  const lessons = askLessons(textQuestions, lessonKinds, { scene, split, asked: questions }, chance);
  const wear = level.worn && { wear: drawWear(chance) };
  const [only, ...more] = set.lines;
  const isAmong = split === 'train' && only && more.length === 0 && chance.happens(amongShare);
  const beside = isAmong ? drawSurroundings({ ink: only.ink, ground: ground.fill, fill }, chance) : '';
  return { ground: ground.fill, body: beside + set.svg, questions, lessons, ...wear };
}

/** How many of training's pictures of one line have something around it. */
const amongShare = 0.4;

const lessonKinds = ['says', 'says', 'says', 'line', 'refusal'] as const;

function drawInk({ ink }: TextLevel, ground: { kind: GroundName; fill: string }, chance: Chance): ColourName {
  if (ink === 'plain') return ground.kind === 'dark' ? 'white' : 'black';
  return chance.pick(colourNames.filter((name) => contrast(shadeOf(name), ground.fill) > 2.2));
}

// Units that stay free at each edge, and the smallest capitals: a picture of 112 pixels shows them seven pixels
// tall. What is worn may become a quarter smaller afterwards.
const margin = 5;
const smallestCapitals = { clean: 7, worn: 9 } as const;
const room = canvasSide - 2 * margin;

interface Setting {
  readonly face: Face;
  readonly fill: string;
  readonly level: TextLevel;
}

function setLines(texts: readonly string[], { face, fill, level }: Setting, chance: Chance) {
  const { size, leading, width, height } = chooseSize(texts, face, level, chance);
  const wander = (free: number): number => 0.5 * level.shift * Math.max(free, 0) * chance.between(-1, 1);
  const middle = canvasSide / 2 + wander(room - width);
  const anchor = texts.length === 1 ? 'middle' : chance.pick(['start', 'middle'] as const);
  const x = anchor === 'middle' ? middle : middle - width / 2;
  const firstBaseline = (canvasSide - height) / 2 + wander(0.8 * (room - height)) + capitalHeight(face) * size;
  const lines = texts.map((text, row) => {
    const { svg, ink } = typeset(face, text, { size, x, baseline: firstBaseline + row * leading, anchor, fill });
    return { text, svg, ink };
  });
  return { svg: lines.map(({ svg }) => svg).join(''), lines };
}

/** A font size between the largest at which all lines fit and what the level allows, and what follows from it, in units. */
function chooseSize(texts: readonly string[], face: Face, level: TextLevel, chance: Chance) {
  const widest = Math.max(...texts.map((line) => textWidth(face, line)));
  const largest = Math.min(room / widest, room / (texts.length * 1.45), 78);
  const size = Math.max(
    largest * chance.between(...level.size),
    smallestCapitals[level.worn ? 'worn' : 'clean'] / capitalHeight(face),
  );
  const leading = size * chance.between(1.15, 1.4);
  return { size, leading, width: widest * size, height: capitalHeight(face) * size + (texts.length - 1) * leading };
}
