import { deviceNames, mapMethods, precisions } from '../../engine/api/choices.ts';
import type { DeviceChoice, MapMethod, Precision } from '../../engine/api/choices.ts';
import { ExtensionError } from '../extensionError.ts';
import { readCaption, readCompare, readEvaluate, readJsonWish, readMap, readTrain } from './verbs/cellVerb.ts';
import type { CellVerb } from './verbs/cellVerb.ts';

/** What the `%` lines of a cell set. */
export interface CellOptions {
  model?: string;
  temperature?: number;
  maxTokens?: number;
  seed?: number;
  device?: DeviceChoice;
  precision?: Precision;
  maxTiles?: number;
  topK?: number;
  topP?: number;
  minP?: number;
  /** Carry on the conversation of the cells above. */
  continues?: boolean;
  /** What a map of the cell is made by. */
  method?: MapMethod;
  /** Most questions of a benchmark. */
  questions?: number;
  /** What to do instead of answering once. */
  verb?: CellVerb;
}

/** One `%name value` line as options; `line` counts from 1. */
export function readDirective(name: string, value: string, line: number): CellOptions {
  const directive = Object.hasOwn(directives, name) ? directives[name] : undefined;
  if (!directive) throw new ExtensionError('cell/unknown-directive', { name, line, known: Object.keys(directives) });
  const options = directive.read(value);
  if (!options) throw new ExtensionError('cell/bad-value', { name, value, line, wanted: directive.wanted });
  return options;
}

interface Directive {
  /** What the value must be, for the sentence of an error. */
  wanted: string;
  /** What the editor shows while a directive is written. */
  help: string;
  /** Undefined when the value is not what is wanted. */
  read(value: string): CellOptions | undefined;
}

/** Every directive of a question cell; the keys are the names after `%`. */
export const directives: Readonly<Record<string, Directive>> = {
  model: {
    wanted: 'the name or the folder of a model',
    help: 'The model that answers.',
    read: (value) => (value === '' ? undefined : { model: value }),
  },
  temperature: {
    wanted: 'a number from 0 to 5',
    help: '0 always takes the likeliest word; higher is more varied.',
    read: (value) => within(value, 0, 5, (temperature) => ({ temperature })),
  },
  max_tokens: {
    wanted: 'a whole number from 1 to 100000',
    help: 'Where a long answer is cut.',
    read: (value) => whole(value, 1, 100_000, (maxTokens) => ({ maxTokens })),
  },
  seed: {
    wanted: 'a whole number from 0 to 4294967295',
    help: 'Makes a varied answer repeatable.',
    read: (value) => whole(value, 0, 2 ** 32 - 1, (seed) => ({ seed })),
  },
  device: {
    wanted: `one of auto, ${deviceNames.join(', ')}`,
    help: 'Where the model runs.',
    read: (value) => oneOf(value, ['auto', ...deviceNames], (device) => ({ device })),
  },
  precision: {
    wanted: `one of ${precisions.join(', ')}`,
    help: 'The number format of the weights: smaller is faster and less exact.',
    read: (value) => oneOf(value, precisions, (precision) => ({ precision })),
  },
  max_tiles: {
    wanted: 'a whole number from 1 to 100',
    help: 'Most tiles a picture is cut into: more shows finer detail and takes longer.',
    read: (value) => whole(value, 1, 100, (maxTiles) => ({ maxTiles })),
  },
  top_k: {
    wanted: 'a whole number from 0',
    help: 'Choose among the k likeliest words; 0 means all.',
    read: (value) => whole(value, 0, 1_000_000, (topK) => ({ topK })),
  },
  top_p: {
    wanted: 'a number above 0 and up to 1',
    help: 'Choose among the likeliest words that together have this probability.',
    read: (value) => within(value, Number.MIN_VALUE, 1, (topP) => ({ topP })),
  },
  min_p: {
    wanted: 'a number from 0 and below 1',
    help: 'Leave out words below this share of the likeliest word’s probability.',
    read: (value) => within(value, 0, 1 - Number.EPSILON, (minP) => ({ minP })),
  },
  continue: {
    wanted: 'no value',
    help: 'Carry on the conversation of the cells above.',
    read: (value) => (value === '' ? { continues: true } : undefined),
  },
  json: {
    wanted: 'nothing, a JSON schema, or the name of a file with one',
    help: 'An answer that is JSON, and fits the schema.',
    read: (value) => asOptions(readJsonWish(value)),
  },
  caption: {
    wanted: 'a pattern of files, such as images/*.png, and perhaps > and a file that ends in .csv, .jsonl or .txt',
    help: 'A table with a caption for each picture that fits the pattern; after > also as a file.',
    read: (value) => asOptions(readCaption(value)),
  },
  compare: {
    wanted: 'two or more models, with quotes around names that have spaces',
    help: 'The same question to several models.',
    read: (value) => asOptions(readCompare(value)),
  },
  each: {
    wanted: 'no value',
    help: 'The same question about each picture of the cell by itself.',
    read: (value) => (value === '' ? { verb: { kind: 'each' } } : undefined),
  },
  map: {
    wanted: 'a word, or a few',
    help: 'Where in the picture the word lies or rests, as an answer to the question of the cell.',
    read: (value) => asOptions(readMap(value)),
  },
  method: {
    wanted: `one of ${mapMethods.join(', ')}`,
    help: 'What a map is made by: nearness to the word, what the model looks at, or what makes the word likely.',
    read: (value) => oneOf(value, mapMethods, (method) => ({ method })),
  },
  embed: {
    wanted: 'nothing, or words',
    help: 'Patches of the pictures and words as points of one space, layer by layer.',
    read: (words) => ({ verb: { kind: 'embed', words } }),
  },
  train: {
    wanted: 'the file of a recipe, such as recipes/finetune.yaml',
    help: 'Trains a model as the recipe says, and shows how. The training outlives the notebook; the same cell joins it again.',
    read: (value) => asOptions(readTrain(value)),
  },
  evaluate: {
    wanted:
      'a benchmark (nano-world, or a file or folder of questions), perhaps models, and perhaps > and a file that ends in .json',
    help: 'Asks one model or several the questions of a benchmark and counts the right answers.',
    read: (value) => asOptions(readEvaluate(value)),
  },
  questions: {
    wanted: 'a whole number from 1 to 1000000',
    help: 'How many questions of a benchmark are asked at most.',
    read: (value) => whole(value, 1, 1_000_000, (questions) => ({ questions })),
  },
};

const asOptions = (verb: CellVerb | undefined): CellOptions | undefined => verb && { verb };

function within(text: string, least: number, most: number, make: (value: number) => CellOptions) {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? make(value) : undefined;
}

function whole(text: string, least: number, most: number, make: (value: number) => CellOptions) {
  return /^\d+$/.test(text) ? within(text, least, most, make) : undefined;
}

function oneOf<T extends string>(text: string, allowed: readonly T[], make: (value: T) => CellOptions) {
  const value = allowed.find((candidate) => candidate === text.toLowerCase());
  return value === undefined ? undefined : make(value);
}
