import { alternatives } from './reachable.ts';
import type { Shape } from './shape.ts';

/** Whether no value can have two of the shapes: they are of different types, or are different values. */
export function isOneAtMost(shapes: readonly Shape[]): boolean {
  return shapes.every((shape, index) => shapes.slice(index + 1).every((other) => areApart(shape, other)));
}

function areApart(a: Shape, b: Shape): boolean {
  const others = alternatives(b);
  return alternatives(a).every((one) => others.every((other) => differ(one, other)));
}

function differ(a: Shape, b: Shape): boolean {
  if (typeOf(a) !== typeOf(b)) return true;
  if (a.kind === 'exactly' && b.kind === 'exactly') return valueOf(a.json) !== valueOf(b.json);
  return a.kind === 'object' && b.kind === 'object' && a.properties.some((own) => isMark(own, b));
}

/** A property that both must have, and in which they are apart: what tells the cases of a union from each other. */
function isMark(
  own: { name: string; value: Shape; isRequired: boolean },
  { properties }: Extract<Shape, { kind: 'object' }>,
): boolean {
  const other = properties.find(({ name }) => name === own.name);
  const areValues = isValues(own.value) && other !== undefined && isValues(other.value);
  return own.isRequired && areValues && other.isRequired && areApart(own.value, other.value);
}

const isValues = (shape: Shape): boolean => alternatives(shape).every(({ kind }) => kind === 'exactly');

function typeOf(shape: Shape): string {
  if (shape.kind !== 'exactly') return types[shape.kind];
  const value: unknown = JSON.parse(shape.json);
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** One text for each value, whatever the order of its properties. */
function valueOf(json: string): string {
  return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

const types: { readonly [kind in Exclude<Shape['kind'], 'exactly'>]: string } = {
  text: 'string',
  pattern: 'string',
  number: 'number',
  array: 'array',
  object: 'object',
  map: 'object',
  either: 'either',
};
