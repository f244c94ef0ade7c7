import { remark } from '../../api/remarks.ts';
import { isSchemaObject, refuse, type SchemaObject } from './keywords.ts';
import type { Length } from './jsonText.ts';
import { PatternProblem, readPattern } from './readPattern.ts';
import type { Reading } from './reading.ts';
import { readBounds } from './bounds.ts';
import { anyShape, noShape, type Property, type Shape } from './shape.ts';

/** A string: of some length, of a pattern, or of a format that is one. */
export function textShape({ schema, place }: Reading): Shape {
  const { pattern, format } = schema;
  const source = pattern ?? (format === undefined ? undefined : patternOf(format, place));
  if (source === undefined) return { kind: 'text', ...lengthOf(schema, place, ['minLength', 'maxLength']) };
  const beside = ['minLength', 'maxLength', ...(pattern === undefined ? [] : ['format'])].find(
    (name) => name in schema,
  );
  const other = pattern === undefined ? 'format' : 'pattern';
  if (beside !== undefined) return refuse(remark('part/beside', { keyword: beside, other }), place);
  if (typeof source !== 'string') return refuse('a pattern that is no text', place);
  try {
    return { kind: 'pattern', pattern: readPattern(source) };
  } catch (error) {
    if (error instanceof PatternProblem)
      return refuse(remark('part/pattern', { pattern: source, problem: error.message }), place);
    throw error;
  }
}

function patternOf(format: unknown, place: string): string {
  return formats.get(format) ?? refuse(remark('part/format', { format: JSON.stringify(format) }), place);
}

const date = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])';
const time = '([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d';
const zone = '(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)';

/** Formats that a pattern can keep to. Days after the 28th are left out: not every month has them. */
const formats = new Map<unknown, string>([
  ['date', date],
  ['time', `${time}${zone}`],
  ['date-time', `${date}T${time}${zone}`],
  ['uuid', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'],
]);

export function numberShape({ schema, place }: Reading, type: 'number' | 'integer'): Shape {
  return { kind: 'number', ...readBounds(schema, type, place) };
}

export function arrayShape({ schema, place, inside }: Reading): Shape {
  const { items, prefixItems = [] } = schema;
  if (!Array.isArray(prefixItems)) return refuse('prefixItems that is no list', place);
  const first = prefixItems.map((child, index) => inside(child, `prefixItems/${index}`));
  const rest = items === undefined ? anyShape() : inside(items, 'items');
  return { kind: 'array', first, rest, ...lengthOf(schema, place, ['minItems', 'maxItems']) };
}

/** The properties that are named, and no others; where none is, any. */
export function objectShape({ schema, place, inside }: Reading): Shape {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  if (!isSchemaObject(properties)) return refuse('properties that are no object', place);
  if (!isNames(required)) return refuse('required that is no list of names', place);
  const length = lengthOf(schema, place, ['minProperties', 'maxProperties']);
  const open = () => inside(additionalProperties, 'additionalProperties');
  const named = Object.entries(properties).map(([name, child]): Property => ({
    name,
    value: inside(child, `properties/${name}`),
    isRequired: required.includes(name),
  }));
  const extra = [...new Set(required)].filter((name) => !Object.hasOwn(properties, name));
  const missing = extra.map((name): Property => ({ name, value: open(), isRequired: true }));
  if (named.length + missing.length > 0) return { kind: 'object', properties: [...named, ...missing], ...length };
  if (length.least > 1) return refuse('minProperties without names for the properties', place);
  return { kind: 'map', value: additionalProperties === false ? noShape : open(), ...length };
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

function lengthOf(schema: SchemaObject, place: string, [least, most]: readonly [string, string]): Length {
  return {
    least: countOf(schema[least], 0, `${place}/${least}`),
    most: countOf(schema[most], Infinity, `${place}/${most}`),
  };
}

function countOf(value: unknown, fallback: number, place: string): number {
  if (value === undefined) return fallback;
  return Number.isSafeInteger(value) && Number(value) >= 0
    ? Number(value)
    : refuse('a count that is no whole number', place);
}
