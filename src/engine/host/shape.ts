import { EngineError } from '../api/errors.ts';

/** Checks that a value which came from outside has a type. `what` names it in the error. */
export type Shape<T> = (value: unknown, what: string) => T;

export const text: Shape<string> = shape('a text', (value) => typeof value === 'string');
export const number: Shape<number> = shape('a number', (value) => Number.isFinite(value));
export const flag: Shape<boolean> = shape('true or false', (value) => typeof value === 'boolean');
export const floats: Shape<Float32Array> = shape('numbers of 32 bits', (value) => value instanceof Float32Array);
export const bytes: Shape<Uint8Array> = shape('bytes', (value) => value instanceof Uint8Array);

/** A text of at most so many characters. */
export function textUpTo(most: number): Shape<string> {
  return shape(`a text of at most ${most} characters`, (value) => typeof value === 'string' && value.length <= most);
}

/** A whole number within bounds. */
export function wholeFrom(least: number, most: number): Shape<number> {
  return shape(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
  );
}

/** One of a closed set of numbers. */
export function oneOfNumbers<const T extends number>(numbers: readonly T[]): Shape<T> {
  return shape(`one of ${numbers.join(', ')}`, (value) => numbers.some((one) => one === value));
}

/** One of a closed set of names. */
export function oneOf<const T extends string>(names: readonly T[]): Shape<T> {
  return shape(`one of ${names.join(', ')}`, (value) => names.some((name) => name === value));
}

/** A list whose every item has the shape. */
export function listOf<T>(item: Shape<T>): Shape<T[]> {
  return (value, what) => {
    if (!Array.isArray(value)) throw wrong(what, 'a list');
    return value.map((entry: unknown, index) => item(entry, `${what}[${index}]`));
  };
}

/** An object with these fields; others are left out. */
export function record<T extends object>(fields: { [name in keyof T]-?: Field<T[name]> }): Shape<T> {
  return (value, what) => {
    if (typeof value !== 'object' || value === null) throw wrong(what, 'an object');
    const result: Record<string, unknown> = {};
    for (const [name, field] of Object.entries<Field<unknown>>(fields)) {
      const given: unknown = Reflect.get(value, name);
      if (given !== undefined || !field.isOptional) result[name] = field.shape(given, `${name} in ${what}`);
    }
    // Every field was checked by the shape that the mapped type requires for it.
    return result as T;
  };
}

/** The first of the shapes that the value has. */
export function either<A, B>(expected: string, first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return (value, what) => {
    for (const candidate of [first, second])
      try {
        return candidate(value, what);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
      }
    throw wrong(what, expected);
  };
}

export interface Field<T> {
  shape: Shape<Exclude<T, undefined>>;
  isOptional: boolean;
}

/** A field that must be there. */
export function required<T>(shapeOfField: Shape<T>): Field<T> {
  // `T` is what a shape returns: never undefined here.
  return { shape: shapeOfField as Shape<Exclude<T, undefined>>, isOptional: false };
}

/** A field that may be missing. */
export function optional<T>(shapeOfField: Shape<T>): Field<T> {
  return { ...required(shapeOfField), isOptional: true };
}

function shape<T>(expected: string, holds: (value: unknown) => boolean): Shape<T> {
  return (value, what) => {
    if (!holds(value)) throw wrong(what, expected);
    // `holds` has just decided this.
    return value as T;
  };
}

function wrong(what: string, expected: string): EngineError<'request/invalid'> {
  return new EngineError('request/invalid', { what, expected });
}
