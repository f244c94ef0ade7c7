import type { Decimals } from './decimal.ts';
import type { Length } from './jsonText.ts';
import type { Pattern } from './pattern.ts';

/** What a JSON value may be: a schema, understood. Shapes form a graph, since schemas may refer to themselves. */
export type Shape =
  | { readonly kind: 'exactly'; readonly json: string }
  | ({ readonly kind: 'text' } & Length)
  | { readonly kind: 'pattern'; readonly pattern: Pattern }
  | ({ readonly kind: 'number' } & Decimals)
  | ArrayShape
  | ObjectShape
  /** Any number of properties whose names the schema leaves open. */
  | ({ readonly kind: 'map'; readonly value: Shape } & Length)
  /** Any of several; of none, where no value fits. Filled after it is made: its members may contain it. */
  | { readonly kind: 'either'; readonly of: Shape[] };

export interface ArrayShape extends Length {
  readonly kind: 'array';
  /** The first items, each of its own shape, and all that follow. */
  readonly first: readonly Shape[];
  readonly rest: Shape;
}

export interface ObjectShape extends Length {
  readonly kind: 'object';
  /** In the order in which they are written. */
  readonly properties: readonly Property[];
}

export interface Property {
  readonly name: string;
  readonly value: Shape;
  readonly isRequired: boolean;
}

/** Any JSON at all. */
export function anyShape(): Shape {
  const of: Shape[] = [];
  const any: Shape = { kind: 'either', of };
  of.push(
    ...['null', 'true', 'false'].map((json): Shape => ({ kind: 'exactly', json })),
    ...[freeNumber, freeText],
    { kind: 'array', first: [], rest: any, ...anyLength },
    { kind: 'map', value: any, ...anyLength },
  );
  return any;
}

/** No value at all. */
export const noShape: Shape = { kind: 'either', of: [] };

const anyLength: Length = { least: 0, most: Infinity };
const freeText: Shape = { kind: 'text', ...anyLength };
const freeNumber: Shape = { kind: 'number', least: -(10n ** 15n - 1n), most: 10n ** 15n - 1n, step: 1n, places: 6 };
