import type { Attributes } from './value.ts';

/** The whole number `name` gives, or `fallback` where it is left out. */
function intAttribute(attributes: Attributes, name: string, fallback: number): number {
  const attribute = attributes[name];
  return attribute && 'int' in attribute ? attribute.int : fallback;
}

/** The number `name` gives, or `fallback` where it is left out. */
export function floatAttribute(attributes: Attributes, name: string, fallback: number): number {
  const attribute = attributes[name];
  return attribute && 'float' in attribute ? attribute.float : fallback;
}

/** The text `name` gives, or `fallback` where it is left out. */
export function stringAttribute(attributes: Attributes, name: string, fallback: string): string {
  const attribute = attributes[name];
  return attribute && 'string' in attribute ? attribute.string : fallback;
}

/** The list `name` gives; empty where it is left out. */
export function intsAttribute(attributes: Attributes, name: string): readonly number[] {
  const attribute = attributes[name];
  return attribute && 'ints' in attribute ? attribute.ints : [];
}

/** Whether the flag `name` is set. */
export function flagAttribute(attributes: Attributes, name: string): boolean {
  return intAttribute(attributes, name, 0) !== 0;
}

/** The axis `name` gives, counted from the front, or the last of `rank` axes where it is left out. */
export function axisAttribute(attributes: Attributes, name: string, rank: number): number {
  const axis = intAttribute(attributes, name, -1);
  return axis < 0 ? axis + rank : axis;
}
