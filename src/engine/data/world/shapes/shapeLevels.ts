import type { GroundName } from '../grounds.ts';
import type { ShapeQuestionKind } from './shapeQuestions.ts';

/** What scenes of a level are made of. */
export interface ShapeLevel {
  readonly says: string;
  /** How many of the forms and of the colours appear, the plainest first. */
  readonly forms: number;
  readonly colours: number;
  /** Shapes in a picture: fewest and most. */
  readonly items: readonly [number, number];
  /** Radius in units: smallest and largest. */
  readonly radius: readonly [number, number];
  /** How far a single shape may lie from the middle; further on, shapes lie anywhere. */
  readonly shift: number;
  readonly grounds: readonly GroundName[];
  /** How far colours stray within their name, 0 to 1. */
  readonly spread: number;
  /** Degrees by which a shape may lean. */
  readonly lean: number;
  /** The share of shapes drawn as a line around nothing. */
  readonly hollow: number;
  /** Whether questions are put in several ways. */
  readonly varied: boolean;
  readonly kinds: readonly ShapeQuestionKind[];
  /** Whether pictures are worn: noise, artefacts, squeezing. */
  readonly worn?: true;
}

const first: ShapeLevel = {
  says: 'one big shape in the middle, on white',
  forms: 4,
  colours: 7,
  items: [1, 1],
  radius: [38, 38],
  shift: 0,
  grounds: ['white'],
  spread: 0,
  lean: 0,
  hollow: 0,
  varied: false,
  kinds: ['colour', 'shape'],
};
const shifted: ShapeLevel = { ...first, says: 'small shifts', radius: [32, 40], shift: 12 };
const anywhere: ShapeLevel = { ...shifted, says: 'any size, anywhere', radius: [16, 40], shift: 90 };
const named: ShapeLevel = { ...anywhere, says: 'all forms and colours, in shades', forms: 8, colours: 10, spread: 0.7 };
const asked: ShapeLevel = { ...named, says: 'is there such a one', kinds: ['colour', 'shape', 'exists'] };
const two: ShapeLevel = { ...asked, says: 'two shapes', items: [2, 2], radius: [14, 26], varied: true };
const tinted: ShapeLevel = { ...two, says: 'tinted grounds', items: [1, 2], grounds: ['white', 'tinted'] };
const dark: ShapeLevel = { ...tinted, says: 'dark grounds alone', colours: 11, grounds: ['dark'] };
const grounded: ShapeLevel = { ...dark, says: 'all grounds', grounds: ['white', 'tinted', 'dark'] };
const counted: ShapeLevel = {
  ...grounded,
  says: 'one to three, counted',
  items: [1, 3],
  radius: [10, 20],
  kinds: ['count', 'count', 'colour', 'shape', 'exists'],
};
const placed: ShapeLevel = {
  ...counted,
  says: 'two or three, and where they lie',
  items: [2, 3],
  kinds: ['position', 'position', 'count', 'colour', 'shape', 'exists'],
};
const sized: ShapeLevel = {
  ...placed,
  says: 'up to five; which is larger',
  items: [1, 5],
  radius: [8, 22],
  lean: 10,
  kinds: ['size', 'position', 'count', 'colour', 'shape', 'exists', 'caption'],
};
const missing: ShapeLevel = {
  ...sized,
  says: 'outlines, and questions about what is not there',
  spread: 1,
  hollow: 0.2,
  kinds: ['refusal', 'size', 'position', 'count', 'colour', 'shape', 'exists', 'caption', 'sentence', 'description'],
};
const worn: ShapeLevel = { ...missing, says: 'noise, artefacts, squeezed pictures', items: [1, 6], worn: true };

/** The curriculum of shapes, easiest first; each level changes one thing. */
export const shapeLevels: readonly ShapeLevel[] = [
  first,
  shifted,
  anywhere,
  named,
  asked,
  two,
  tinted,
  dark,
  grounded,
  counted,
  placed,
  sized,
  missing,
  worn,
];
