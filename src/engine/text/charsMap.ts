import { EngineError } from '../api/errors.ts';
import { clause } from '../api/remarks.ts';

/** Compiled normalisation rules: texts and what each becomes. */
export interface CharsMap {
  /** The rule for the longest text at `start`, or undefined where none applies. */
  longestAt(text: string, start: number): Rule | undefined;
}

export interface Rule {
  /** Where in the text the rule's match ends. */
  readonly end: number;
  readonly replacement: string;
}

/**
 * Reads SentencePiece's precompiled rules: the byte size of a double-array trie over UTF-8, the trie, and the
 * replacements, each ended by a zero byte. Empty `bytes` are no rules.
 */
export function openCharsMap(bytes: Uint8Array, file: string): CharsMap {
  if (bytes.length === 0) return { longestAt: () => undefined };
  const trieBytes = bytes.length < 4 ? -1 : viewOf(bytes).getUint32(0, true);
  if (trieBytes < 4 || trieBytes % 4 !== 0 || trieBytes > bytes.length - 4)
    throw new EngineError('tokenizer/not-a-model', {
      file,
      reason: clause('its table of normalisation rules is damaged'),
    });
  const units = readUnits(bytes.subarray(4, 4 + trieBytes));
  const replacementAt = replacementReader(bytes.subarray(4 + trieBytes));
  return { longestAt: (text, start) => longestRule({ units, replacementAt }, text, start) };
}

interface Tables {
  readonly units: Uint32Array;
  readonly replacementAt: (offset: number) => string;
}

function longestRule({ units, replacementAt }: Tables, text: string, start: number): Rule | undefined {
  let end = -1;
  let offset = 0;
  let node = childBase(0, units[0] ?? 0);
  for (let at = start; at < text.length;) {
    const codePoint = text.codePointAt(at) ?? 0;
    node = walkCodePoint(units, node, codePoint);
    if (node < 0) break;
    at += codePoint > 0xffff ? 2 : 1;
    const leaf = leafOf(units, node);
    if (leaf >= 0) [end, offset] = [at, leaf];
    node = childBase(node, units[node] ?? 0);
  }
  return end < 0 ? undefined : { end, replacement: replacementAt(offset) };
}

/** From the base of a node's children to the node that the bytes of `codePoint` lead to; -1 where there is none. */
function walkCodePoint(units: Uint32Array, base: number, codePoint: number): number {
  if (codePoint < 0x80) return step(units, base, codePoint);
  const lead = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
  let node = step(units, base, (leadMarks[lead] ?? 0) | (codePoint >> (6 * lead)));
  for (let shift = 6 * (lead - 1); shift >= 0 && node >= 0; shift -= 6)
    node = step(units, childBase(node, units[node] ?? 0), 0x80 | ((codePoint >> shift) & 0x3f));
  return node;
}

/** High bits of the first byte in UTF-8, by the number of bytes that follow it. */
const leadMarks = [0, 0xc0, 0xe0, 0xf0];

// A unit holds its label in the low byte, a leaf mark in bit 8, and the offset to its children above, scaled by 256
// where bit 9 is set. A leaf unit has bit 31 set and holds a value, so its label never equals a byte.
function step(units: Uint32Array, base: number, byte: number): number {
  const node = base ^ byte;
  const unit = units[node];
  return unit !== undefined && (unit & 0x800000ff) >>> 0 === byte ? node : -1;
}

function childBase(node: number, unit: number): number {
  return (node ^ ((unit >>> 10) << ((unit & 0x200) >>> 6))) >>> 0;
}

/** Where the replacement of the rule that ends at `node` begins; -1 where no rule ends. */
function leafOf(units: Uint32Array, node: number): number {
  const unit = units[node] ?? 0;
  if ((unit & 0x100) === 0) return -1;
  return (units[childBase(node, unit)] ?? 0) & 0x7fffffff;
}

function readUnits(bytes: Uint8Array): Uint32Array {
  const view = viewOf(bytes);
  return Uint32Array.from({ length: bytes.length / 4 }, (_, index) => view.getUint32(4 * index, true));
}

/** Replacements by their place in the table; each is decoded once. */
function replacementReader(bytes: Uint8Array): (offset: number) => string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const known = new Map<number, string>();
  return (offset) => {
    const found = known.get(offset) ?? decoder.decode(bytes.subarray(offset, endOfText(bytes, offset)));
    known.set(offset, found);
    return found;
  };
}

function endOfText(bytes: Uint8Array, offset: number): number {
  const zero = bytes.indexOf(0, offset);
  return zero === -1 ? bytes.length : zero;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
