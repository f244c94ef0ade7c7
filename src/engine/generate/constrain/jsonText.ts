import { literal, state, type State } from './state.ts';
import { beyondAscii } from './utf8.ts';

/** How many characters a text may have; the greatest number may be infinite. */
export interface Length {
  readonly least: number;
  readonly most: number;
}

/** A JSON string of that many characters, quotes included. */
export function jsonText(length: Length, next: State): State {
  return literal(quote, characters(length, next));
}

const quote = Uint8Array.of(0x22);

/** Characters and the quote that ends them. Where more characters change nothing, the state leads back to itself. */
function characters({ least, most }: Length, next: State): State {
  const isFree = least === 0 && most === Infinity;
  let after: State | undefined;
  const follow = (): State =>
    (after ??= isFree ? here : characters({ least: Math.max(0, least - 1), most: most - 1 }, next));
  const here: State = state((byte) => {
    if (byte === 0x22) return least === 0 ? next : undefined;
    if (most === 0 || byte < 0x20) return undefined;
    if (byte === 0x5c) return escape(follow());
    return byte < 0x80 ? follow() : beyondAscii(byte, follow());
  });
  return here;
}

/** What follows a backslash. Halves of surrogate pairs are no characters, so `\ud8…` to `\udf…` are not written. */
function escape(next: State): State {
  return state((byte) => {
    if (byte === 0x75) return firstDigits(next);
    return '"\\/bfnrt'.includes(String.fromCharCode(byte)) ? next : undefined;
  });
}

function firstDigits(next: State): State {
  const three = hexDigits(3, next);
  const below8 = state((byte) => (byte >= 0x30 && byte <= 0x37 ? hexDigits(2, next) : undefined));
  return state((byte) => {
    if (!isHexDigit(byte)) return undefined;
    return byte === 0x44 || byte === 0x64 ? below8 : three;
  });
}

function hexDigits(count: number, next: State): State {
  return count === 0 ? next : state((byte) => (isHexDigit(byte) ? hexDigits(count - 1, next) : undefined));
}

const isHexDigit = (byte: number): boolean => /^[0-9a-f]$/i.test(String.fromCharCode(byte));

/** A property's name that the schema does not give, as JSON: without escapes, so that each name has one spelling. */
export function jsonName(next: State): State {
  const here: State = state((byte) => {
    if (byte === 0x22) return next;
    if (byte < 0x20 || byte === 0x5c) return undefined;
    return byte < 0x80 ? here : beyondAscii(byte, here);
  });
  return literal(quote, here);
}
