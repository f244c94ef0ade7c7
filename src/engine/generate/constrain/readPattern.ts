import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { matchesNothing, weight, type Pattern } from './pattern.ts';

/**
 * Reads a regular expression of JavaScript. What is written will match as a whole, whether or not the expression is
 * anchored: a text that matches from end to end also contains a match. Throws a `PatternProblem` for what cannot be
 * followed one character at a time.
 */
export function readPattern(source: string): Pattern {
  const pattern = choice(parse(source).alternatives.map(withoutAnchors));
  if (weight(pattern) > mostWeight) throw new PatternProblem('its repetitions multiply to too many characters');
  return pattern;
}

/** All places that a text may have reached in a pattern are followed at once. */
const mostWeight = 2000;

/** Why a regular expression cannot be followed: the end of a sentence. */
export class PatternProblem extends Error {}

function parse(source: string): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, { unicode: true });
  } catch (cause) {
    throw new PatternProblem(cause instanceof Error ? cause.message : 'it is no regular expression', { cause });
  }
}

/** Anchors at the ends say what holds anyway. */
function withoutAnchors({ elements }: AST.Alternative): Pattern {
  const from = isAnchor(elements[0], 'start') ? 1 : 0;
  const to = isAnchor(elements.at(-1), 'end') ? elements.length - 1 : elements.length;
  return sequence(elements.slice(from, Math.max(from, to)));
}

function isAnchor(element: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return element?.type === 'Assertion' && element.kind === kind;
}

const sequence = (elements: readonly AST.Element[]): Pattern => ({ kind: 'sequence', parts: elements.map(part) });

function choice(ways: readonly Pattern[]): Pattern {
  const [only] = ways;
  return ways.length === 1 && only ? only : { kind: 'choice', ways };
}

function part(element: AST.Element): Pattern {
  switch (element.type) {
    case 'Character':
      return characters(element.raw, [element.value], false);
    case 'CharacterSet':
      return characters(element.raw, [], reachesBeyond(element));
    case 'CharacterClass':
      return characterClass(element);
    case 'Group':
    case 'CapturingGroup':
      return choice(element.alternatives.map(({ elements }) => sequence(elements)));
    case 'Quantifier':
      return repeat(element);
    default:
      throw new PatternProblem(`${element.raw} in it looks further than the next character`);
  }
}

function repeat({ element, min, max, raw }: AST.Quantifier): Pattern {
  const repeated = part(element);
  if (matchesNothing(repeated)) throw new PatternProblem(`${raw} in it repeats what may be empty`);
  return { kind: 'repeat', part: repeated, least: min, most: max };
}

function characterClass(element: AST.CharacterClass): Pattern {
  const own: readonly AST.CharacterClassElement[] = element.elements;
  const listed = own.flatMap(listedCharacters);
  if (element.negate) return characters(element.raw, [], own.every(isWithinAscii));
  const isOpen = own.some((member) => member.type === 'CharacterSet' && reachesBeyond(member));
  return characters(element.raw, listed, isOpen);
}

/** Sets that every character beyond ASCII belongs to; line separators are left out wherever the rest is let in. */
function reachesBeyond(set: AST.CharacterSet | AST.EscapeCharacterSet): boolean {
  return set.kind === 'any' || (set.negate && (set.kind === 'digit' || set.kind === 'word'));
}

function listedCharacters(member: AST.CharacterClassElement): number[] {
  if (member.type === 'Character') return [member.value];
  if (member.type !== 'CharacterClassRange') return [];
  const [from, to] = [Math.max(member.min.value, 0x80), Math.min(member.max.value, member.min.value + mostListed)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** Of a long range of characters beyond ASCII, only the first are written. */
const mostListed = 1000;
const isAscii = (codePoint: number): boolean => codePoint < 0x80;

function isWithinAscii(member: AST.CharacterClassElement): boolean {
  if (member.type === 'Character') return isAscii(member.value);
  if (member.type === 'CharacterClassRange') return isAscii(member.max.value);
  return member.type === 'CharacterSet' && (member.kind === 'digit' || member.kind === 'word') && !member.negate;
}

/** Which ASCII characters match is asked of the expression itself. */
function characters(raw: string, listed: readonly number[], isOpen: boolean): Pattern {
  const matches = new RegExp(`^${raw}$`, 'u');
  const test = (codePoint: number): boolean => matches.test(String.fromCodePoint(codePoint));
  const ascii = new Set(Array.from({ length: 0x80 }, (_, codePoint) => codePoint).filter(test));
  const beyond = isOpen ? 'all' : listed.filter((codePoint) => !isAscii(codePoint) && isCharacter(codePoint));
  if (ascii.size === 0 && beyond.length === 0) throw new PatternProblem(`no character fits ${raw} in it`);
  return {
    kind: 'characters',
    ascii,
    beyond: beyond === 'all' ? beyond : beyond.map((one) => String.fromCodePoint(one)),
  };
}

const isCharacter = (codePoint: number): boolean => codePoint < 0xd800 || codePoint > 0xdfff;
