import { EngineError } from '../api/errors.ts';
import { isJsonObject, parseJsonObject } from '../api/jsonObject.ts';
import { clause, type Said } from '../api/remarks.ts';

/** Reads fields of a parsed configuration, refusing what is missing or of the wrong kind by name. */
export interface ConfigReader {
  has(field: string): boolean;
  section(field: string): ConfigReader;
  record(field: string): Record<string, unknown>;
  flag(field: string, fallback: boolean): boolean;
  text(field: string, fallback?: string): string;
  integer(field: string, fallback?: number): number;
  /** A whole number from 1 to `most`, which by default is far above any model. */
  count(field: string, fallback?: number, most?: number): number;
  /** A finite number above 0. */
  positive(field: string, fallback?: number): number;
  choice<T extends string>(field: string, allowed: readonly T[], fallback?: T): T;
  /** Refuses any value but those given; a missing field counts as `fallback`. */
  only(field: string, allowed: readonly unknown[], fallback: unknown): void;
  require(holds: boolean, field: string, expected: Said): void;
}

/** More layers, heads or rows than any model has; a guard against files that lie. */
const largestCount = 2 ** 24;

/** A reader over the JSON object in `text`. */
export function configReader(text: string, file: string): ConfigReader {
  return reader(parseJsonObject(text, file), { file, path: '' });
}

function reader(fields: Record<string, unknown>, place: { file: string; path: string }): ConfigReader {
  const name = (field: string): string => `${place.path}${field}`;
  const refuse = (field: string, expected: Said): never => {
    const found = Object.hasOwn(fields, field) ? JSON.stringify(fields[field]) : clause('missing');
    throw new EngineError('config/unsupported', { file: place.file, field: name(field), found, expected });
  };
  const has = (field: string): boolean => Object.hasOwn(fields, field) && fields[field] !== null;
  const take = <T>(
    field: string,
    fallback: T | undefined,
    expected: Said,
    accept: (value: unknown) => value is T,
  ): T => {
    if (!has(field) && fallback !== undefined) return fallback;
    const value = fields[field];
    return accept(value) ? value : refuse(field, expected);
  };
  const record = (field: string): Record<string, unknown> => take(field, {}, clause('an object'), isJsonObject);
  return {
    has,
    record,
    section: (field) =>
      reader(take(field, undefined, clause('an object'), isJsonObject), { ...place, path: `${name(field)}.` }),
    flag: (field, fallback) =>
      take(field, fallback, clause('true or false'), (v): v is boolean => typeof v === 'boolean'),
    text: (field, fallback) => take(field, fallback, clause('a text'), (v): v is string => typeof v === 'string'),
    integer: (field, fallback) =>
      take(field, fallback, clause('a whole number'), (v): v is number => Number.isSafeInteger(v)),
    count: (field, fallback, most = largestCount) =>
      take(field, fallback, clause('a whole number from 1 to {most}', { most }), (v): v is number => isCount(v, most)),
    positive: (field, fallback) => take(field, fallback, clause('a number above 0'), isPositive),
    choice: <T extends string>(field: string, allowed: readonly T[], fallback?: T) =>
      take(field, fallback, clause('one of {words}', { words: allowed.join(', ') }), (v): v is T =>
        allowed.some((one) => one === v),
      ),
    only: (field, allowed, fallback) => {
      const value = has(field) ? fields[field] : fallback;
      if (!allowed.includes(value)) refuse(field, allowed.map((one) => JSON.stringify(one)).join(', '));
    },
    require: (holds, field, expected) => {
      if (!holds) refuse(field, expected);
    },
  };
}

function isCount(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= most;
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
