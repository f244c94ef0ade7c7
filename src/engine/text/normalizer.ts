import { openCharsMap, type CharsMap } from './charsMap.ts';
import type { PrefixTrie } from './prefixTrie.ts';
import type { SentencePieceModel } from './sentencePieceModel.ts';

/** SentencePiece writes a space within a piece as this character (U+2581). */
export const spaceMark = '\u2581';

/**
 * How a model wants text before it is cut into pieces. User-defined symbols are found first and left as they are,
 * except for their spaces. The order of the steps and their oddities are SentencePiece's own, so that ids are equal.
 */
export function createNormalizer(
  model: SentencePieceModel,
  userDefined: PrefixTrie,
  file: string,
): (text: string) => string {
  const rules: Rules = { model, userDefined, charsMap: openCharsMap(model.charsMap, file) };
  return (text) => normalize(rules, wellFormed(text));
}

interface Rules {
  readonly model: SentencePieceModel;
  readonly userDefined: PrefixTrie;
  readonly charsMap: CharsMap;
}

function normalize(rules: Rules, text: string): string {
  const { model } = rules;
  const start = model.removeExtraWhitespaces ? afterLeadingSpaces(rules, text) : 0;
  if (start === text.length) return '';
  const body = normalizeFrom(rules, text, start);
  const space = model.escapeWhitespaces ? spaceMark : ' ';
  const prefixed = model.addDummyPrefix && !model.whitespaceAsSuffix ? space + body : body;
  const trimmed = model.removeExtraWhitespaces ? withoutTrailing(prefixed, space) : prefixed;
  return model.addDummyPrefix && model.whitespaceAsSuffix ? trimmed + space : trimmed;
}

function normalizeFrom(rules: Rules, text: string, start: number): string {
  const { removeExtraWhitespaces, escapeWhitespaces } = rules.model;
  let out = '';
  let afterSpace = removeExtraWhitespaces;
  for (let at = start; at < text.length;) {
    const { replacement, end } = chunkAt(rules, text, at);
    const chunk = afterSpace ? withoutLeadingSpaces(replacement) : replacement;
    // A chunk that became empty says nothing about what precedes the next one.
    if (chunk !== '') afterSpace = removeExtraWhitespaces && chunk.endsWith(' ');
    out += escapeWhitespaces ? chunk.replaceAll(' ', spaceMark) : chunk;
    at = end;
  }
  return out;
}

/** The next unit that is normalised as a whole: a user-defined symbol, the match of a rule, or one character. */
function chunkAt({ userDefined, charsMap }: Rules, text: string, at: number): { replacement: string; end: number } {
  const symbol = userDefined.longestAt(text, at);
  if (symbol > 0) return { replacement: text.slice(at, at + symbol), end: at + symbol };
  const rule = charsMap.longestAt(text, at);
  if (rule !== undefined) return rule;
  const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  return { replacement: text.slice(at, end), end };
}

function afterLeadingSpaces(rules: Rules, text: string): number {
  let at = 0;
  while (at < text.length) {
    const { replacement, end } = chunkAt(rules, text, at);
    if (replacement !== ' ') return at;
    at = end;
  }
  return at;
}

function withoutLeadingSpaces(text: string): string {
  let start = 0;
  while (text.startsWith(' ', start)) start++;
  return text.slice(start);
}

/** Also takes space marks that stood in the text as such. */
function withoutTrailing(text: string, space: string): string {
  let end = text.length;
  while (end > 0 && text.startsWith(space, end - 1)) end--;
  return text.slice(0, end);
}

/** Halves of surrogate pairs are no characters; SentencePiece would see invalid bytes in their place. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
