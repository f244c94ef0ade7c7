import { resolve } from 'node:path';
import { isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml';
import { clause, wordsOf, type Remark, type Said } from '../../api/remarks.ts';

/** Where in a recipe something stands. */
export interface Place {
  /** As a reader would say it: `stages[1].rate`. */
  readonly path: string;
  /** Character of the file that a mistake is shown at, where the thing itself is missing. */
  readonly offset: number;
  readonly lines: LineCounter;
  /** Folder that files are named from. */
  readonly base: string;
}

/** Reads one thing of a recipe into a checked value, or throws a `RecipeMistake`. A missing thing has no node. */
export type Rule<T> = (node: Node | undefined, place: Place) => T;

/** What is wrong, and where. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly path: Said;
  readonly problem: Remark;
}

/** Thrown by rules: all that is wrong with one thing. */
export class RecipeMistake extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ path, problem }) => `${wordsOf(path)} ${problem.message}`).join('; '));
    this.problems = problems;
  }
}

/** A mapping with exactly these fields. Reports every field that is wrong, missing or unknown. */
export function mapping<T extends object>(rules: { readonly [K in keyof T]: Rule<T[K]> }): Rule<T> {
  return (node, place) => {
    const map = node === undefined ? refuse(node, place, clause('is missing')) : node;
    if (!isMap(map)) return refuse(map, place, clause('must be a mapping of fields'));
    const problems = unknownFields(map, Object.keys(rules), place);
    const values: Partial<T> = {};
    for (const field in rules) {
      // With `true` the map gives nodes as they stand.
      const child = map.get(field, true) as Node | undefined;
      const at = { ...place, path: place.path ? `${place.path}.${field}` : field, offset: offsetOf(map, place) };
      collect(problems, () => (values[field] = rules[field](child, at)));
    }
    if (problems.length > 0) throw new RecipeMistake(problems);
    // Every rule has given its value, or its problem would have been thrown.
    return values as T;
  };
}

/** A list of things of one kind, at least one. */
export function listOf<T>(rule: Rule<T>): Rule<T[]> {
  return (node, place) => {
    if (node === undefined) return refuse(node, place, clause('is missing'));
    if (!isSeq(node) || node.items.length === 0)
      return refuse(node, place, clause('must be a list with at least one entry'));
    const problems: Problem[] = [];
    const values: T[] = [];
    for (const [i, item] of node.items.entries()) {
      const at = { ...place, path: `${place.path}[${i}]`, offset: offsetOf(node, place) };
      // A list's items are nodes.
      collect(problems, () => values.push(rule(item as Node, at)));
    }
    if (problems.length > 0) throw new RecipeMistake(problems);
    return values;
  };
}

/** What may be left out. */
export function optional<T>(rule: Rule<T>): Rule<T | undefined>;
export function optional<T>(rule: Rule<T>, fallback: T): Rule<T>;
export function optional<T>(rule: Rule<T>, fallback?: T): Rule<T | undefined> {
  return (node, place) => (node === undefined ? fallback : rule(node, place));
}

/** A word or a line of text. */
export const text: Rule<string> = scalar(
  clause('a text'),
  (value): value is string => typeof value === 'string' && value !== '',
);
/** A file or folder, named from where the recipe lies. */
export const path: Rule<string> = (node, place) => resolve(place.base, text(node, place));
/** A number above 0. */
export const positive: Rule<number> = scalar(
  clause('a number above 0'),
  (value): value is number => isNumber(value) && value > 0,
);
/** A number that is not below 0. */
export const notNegative: Rule<number> = scalar(
  clause('a number of at least 0'),
  (value): value is number => isNumber(value) && value >= 0,
);
/** A number from 0 to 1. */
export const share: Rule<number> = scalar(
  clause('a number from 0 to 1'),
  (value): value is number => isNumber(value) && value >= 0 && value <= 1,
);
/** A number from 0 on that is below 1. */
export const belowOne: Rule<number> = scalar(
  clause('a number of at least 0 and below 1'),
  (value): value is number => isNumber(value) && value >= 0 && value < 1,
);
/** A whole number of at least 1. */
export const count: Rule<number> = scalar(
  clause('a whole number of at least 1'),
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 1,
);
/** A whole number of at least 0. */
export const whole: Rule<number> = scalar(
  clause('a whole number of at least 0'),
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
);

/** Yes or no. */
export const flag: Rule<boolean> = scalar(
  clause('true or false'),
  (value): value is boolean => typeof value === 'boolean',
);

/** One of some words. */
export function choice<const T extends string>(words: readonly T[]): Rule<T> {
  const expected = clause('one of {words}', { words: words.join(', ') });
  return scalar(expected, (value): value is T => words.some((word) => word === value));
}

/** Throws a mistake at a node, or where it should have been. */
export function refuse(node: Node | undefined, { path, offset, lines }: Place, problem: Remark): never {
  const { line, col } = lines.linePos(node?.range?.[0] ?? offset);
  throw new RecipeMistake([{ line, column: col, path: path || clause('the recipe'), problem }]);
}

function scalar<T>(expected: Remark, accepts: (value: unknown) => value is T): Rule<T> {
  return (node, place) => {
    if (node === undefined) return refuse(node, place, clause('is missing; it must be {expected}', { expected }));
    const value = isScalar(node) ? node.value : undefined;
    if (accepts(value)) return value;
    return refuse(node, place, clause('is {found}, but must be {expected}', { found: shown(node, value), expected }));
  };
}

function shown(node: Node, value: unknown): Said {
  if (isScalar(node)) return JSON.stringify(value);
  return isMap(node) ? clause('a mapping') : clause('a list');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function collect(problems: Problem[], read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof RecipeMistake)) throw error;
    problems.push(...error.problems);
  }
}

function unknownFields(map: YAMLMap, known: readonly string[], place: Place): Problem[] {
  return map.items.flatMap(({ key }: Pair) => {
    const name = isScalar(key) ? String(key.value) : '';
    if (known.includes(name)) return [];
    const { line, col } = place.lines.linePos(isScalar(key) ? (key.range?.[0] ?? place.offset) : place.offset);
    const path = place.path ? `${place.path}.${name}` : name;
    const problem = clause('is no field here. Known are {known}', { known: known.join(', ') });
    return [{ line, column: col, path, problem }];
  });
}

function offsetOf(node: Node, { offset }: Place): number {
  return node.range?.[0] ?? offset;
}
