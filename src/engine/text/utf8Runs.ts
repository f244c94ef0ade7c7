/**
 * Bytes to text, one byte at a time. Every byte that does not belong to a valid character becomes one U+FFFD, as in
 * SentencePiece (a `TextDecoder` may make one of several, and swallows byte-order marks).
 */
export class Utf8Runs {
  /** The beginning of a character: its lead byte and at most two more. */
  #pending: number[] = [];

  /** The text that is certain after this byte. */
  push(byte: number): string {
    this.#pending.push(byte);
    return this.#takeCertain();
  }

  /** The run ends here: what is incomplete now stays so. */
  end(): string {
    const text = '\uFFFD'.repeat(this.#pending.length);
    this.#pending = [];
    return text;
  }

  #takeCertain(): string {
    let text = '';
    while (this.#pending.length > 0) {
      const outcome = judge(this.#pending);
      if (outcome === 'open') break;
      const taken = this.#pending.splice(0, outcome === 'invalid' ? 1 : this.#pending.length);
      text += outcome === 'invalid' ? '\uFFFD' : String.fromCodePoint(codePointOf(taken));
    }
    return text;
  }
}

/** Whether bytes are a character, can still become one, or cannot. */
function judge(bytes: readonly number[]): 'complete' | 'open' | 'invalid' {
  const lead = bytes[0] ?? 0;
  const length = lengthOf(lead);
  if (length === 0 || !bytes.slice(1).every(isContinuation)) return 'invalid';
  if (bytes.length > 1 && !isSecondAllowed(lead, bytes[1] ?? 0)) return 'invalid';
  return bytes.length < length ? 'open' : 'complete';
}

/** Bytes of the character that starts with `lead`; 0 where none does. */
function lengthOf(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf5 ? 4 : 0;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Rules out overlong forms (E0, F0), surrogates (ED) and what lies above U+10FFFF (F4). */
function isSecondAllowed(lead: number, second: number): boolean {
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead !== 0xf4 || second < 0x90;
}

function codePointOf(bytes: readonly number[]): number {
  const [lead = 0, ...rest] = bytes;
  const leadBits = rest.length === 0 ? lead : lead & (0x3f >> rest.length);
  return rest.reduce((value, byte) => (value << 6) | (byte & 0x3f), leadBits);
}
