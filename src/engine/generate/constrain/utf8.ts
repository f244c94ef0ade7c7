import { state, type State } from './state.ts';

/**
 * The rest of a character beyond ASCII whose first byte is `first`; undefined where that begins none. What may follow is
 * as the Unicode standard's table 3-7 says: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
export function beyondAscii(first: number, next: State): State | undefined {
  const row = sequences.find(({ from, to }) => first >= from && first <= to);
  return row && row.rest.reduceRight((after, [from, to]) => oneOf(from, to, after), next);
}

function oneOf(from: number, to: number, next: State): State {
  return state((byte) => (byte >= from && byte <= to ? next : undefined));
}

type Range = readonly [from: number, to: number];
const any: Range = [0x80, 0xbf];

const sequences: readonly { from: number; to: number; rest: readonly Range[] }[] = [
  { from: 0xc2, to: 0xdf, rest: [any] },
  { from: 0xe0, to: 0xe0, rest: [[0xa0, 0xbf], any] },
  { from: 0xe1, to: 0xec, rest: [any, any] },
  { from: 0xed, to: 0xed, rest: [[0x80, 0x9f], any] },
  { from: 0xee, to: 0xef, rest: [any, any] },
  { from: 0xf0, to: 0xf0, rest: [[0x90, 0xbf], any, any] },
  { from: 0xf1, to: 0xf3, rest: [any, any, any] },
  { from: 0xf4, to: 0xf4, rest: [[0x80, 0x8f], any, any] },
];
