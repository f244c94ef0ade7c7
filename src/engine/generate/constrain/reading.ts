import type { SchemaObject } from './keywords.ts';
import type { Shape } from './shape.ts';

/** What a schema needs to be read as a value of one type. */
export interface Reading {
  readonly schema: SchemaObject;
  readonly place: string;
  readonly inside: (child: unknown, name: string) => Shape;
}
