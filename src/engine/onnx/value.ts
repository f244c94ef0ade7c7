import type { DType } from '../tensor/dtype.ts';
import type { Shape } from './dimension.ts';

/** What flows along an edge of a graph. Names are unique within a graph. */
export interface Value {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
}

export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] };

export type Attributes = Readonly<Record<string, Attribute>>;
