import type { Prompt } from './decoder.ts';

/** One thing that a cache holds wholly or not at all: a text token (its id) or a picture. */
export type Unit = number | PictureUnit;

/** All tokens of a picture. Equal keys mean equal content and tiling. */
export interface PictureUnit {
  readonly key: string;
  readonly tokenCount: number;
}

/** A prompt as units: what caches are compared by, whatever the spans its text came in. */
export function promptUnits(prompt: Prompt): Unit[] {
  return prompt.spans.flatMap((span): readonly Unit[] =>
    span.kind === 'text' ? span.ids : [{ key: span.key, tokenCount: span.tokenCount }],
  );
}

/** How many tokens of the language model these units take. */
export function countTokens(units: readonly Unit[]): number {
  return units.reduce<number>((sum, unit) => sum + unitLength(unit), 0);
}

/** The units both sequences begin with. */
export function commonPrefix(units: readonly Unit[], others: readonly Unit[]): Unit[] {
  const end = units.findIndex((unit, i) => !isSameUnit(unit, others[i]));
  return units.slice(0, end === -1 ? units.length : end);
}

/** The longest beginning that takes at most `tokens` tokens. */
export function unitsWithin(units: readonly Unit[], tokens: number): Unit[] {
  let room = tokens;
  const end = units.findIndex((unit) => (room -= unitLength(unit)) < 0);
  return units.slice(0, end === -1 ? units.length : end);
}

function unitLength(unit: Unit): number {
  return typeof unit === 'number' ? 1 : unit.tokenCount;
}

function isSameUnit(unit: Unit, other: Unit | undefined): boolean {
  if (typeof unit === 'number' || typeof other !== 'object') return unit === other;
  return unit.key === other.key && unit.tokenCount === other.tokenCount;
}
