import type { Pattern } from './pattern.ts';
import { either, later, literal, state, type State } from './state.ts';
import { beyondAscii } from './utf8.ts';

/** A JSON string, quotes included, that a pattern matches from end to end. */
export function matching(pattern: Pattern, next: State): State {
  return literal(quote, follow(pattern, literal(quote, next)));
}

const utf8 = new TextEncoder();
const quote = utf8.encode('"');

function follow(pattern: Pattern, next: State): State {
  switch (pattern.kind) {
    case 'characters':
      return character(pattern, next);
    case 'sequence':
      return pattern.parts.reduceRight((after, part) => follow(part, after), next);
    case 'choice':
      return either(pattern.ways.map((way) => follow(way, next)));
    case 'repeat':
      return repeated(pattern, next);
  }
}

type Repeat = Extract<Pattern, { kind: 'repeat' }>;

/** Once more, or on where there were enough. Past the least number, an endless repetition leads back to itself. */
function repeated({ part, least, most }: Repeat, next: State): State {
  if (most === 0) return next;
  const isFree = least === 0 && most === Infinity;
  const again: State = later(() =>
    isFree ? here : repeated({ kind: 'repeat', part, least: Math.max(0, least - 1), most: most - 1 }, next),
  );
  const once = follow(part, again);
  const here = least === 0 ? either([once, next]) : once;
  return here;
}

type Characters = Extract<Pattern, { kind: 'characters' }>;

/** One character as a JSON string spells it. */
function character({ ascii, beyond }: Characters, next: State): State {
  const spelled = [...ascii].filter(isSpelled).map((codePoint) => spell(String.fromCharCode(codePoint), next));
  const listed = beyond === 'all' ? [] : beyond.map((text) => spell(text, next));
  const plain = state((byte) => {
    if (byte < 0x80) return ascii.has(byte) && !isSpelled(byte) ? next : undefined;
    return beyond === 'all' ? allBeyond(byte, next) : undefined;
  });
  return either([plain, ...spelled, ...listed]);
}

const isSpelled = (codePoint: number): boolean => codePoint < 0x20 || codePoint === 0x22 || codePoint === 0x5c;
const spell = (text: string, next: State): State => literal(utf8.encode(JSON.stringify(text).slice(1, -1)), next);

/** Characters beyond ASCII but the line separators U+2028 and U+2029 (E2 80 A8, E2 80 A9), which `.` does not match. */
function allBeyond(first: number, next: State): State | undefined {
  const rest = beyondAscii(first, next);
  if (first !== 0xe2 || !rest) return rest;
  const last = state((byte) => (byte === 0xa8 || byte === 0xa9 || byte < 0x80 || byte > 0xbf ? undefined : next));
  return state((byte) => (byte === 0x80 ? last : rest.step(byte)));
}
