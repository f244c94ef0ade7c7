/**
 * The colour that the palette of a GIF has where its first frame is transparent, if it is anywhere. Decoders of pictures
 * give black there (https://www.w3.org/Graphics/GIF/spec-gif89a.txt).
 */
export function colourOfTransparent(bytes: Uint8Array): Uint8Array | undefined {
  const shared = paletteAt(bytes, screenFlags, headerBytes);
  let at = headerBytes + (shared?.length ?? 0);
  let transparent: number | undefined;
  for (; bytes[at] === extensionStart; at = endOfBlocks(bytes, at + 2)) {
    // Its size, its flags, two bytes of time, and the index.
    const [size, flags = 0, , , index] = bytes.subarray(at + 2, at + 7);
    if (bytes[at + 1] === graphicControl && size === 4) transparent = flags & 1 ? index : undefined;
  }
  const palette = paletteAt(bytes, at + frameFlags, at + frameFlags + 1) ?? shared;
  if (bytes[at] !== frameStart || transparent === undefined) return undefined;
  return palette?.slice(3 * transparent, 3 * transparent + 3);
}

const headerBytes = 13;
const screenFlags = 10;
const extensionStart = 0x21;
const graphicControl = 0xf9;
const frameStart = 0x2c;
const frameFlags = 9;

/** The palette whose presence and size stand in the flags at one place, and which begins at another. */
function paletteAt(bytes: Uint8Array, flagsAt: number, begin: number): Uint8Array | undefined {
  const flags = bytes[flagsAt] ?? 0;
  return flags & 0x80 ? bytes.subarray(begin, begin + 3 * 2 ** ((flags & 7) + 1)) : undefined;
}

/** Where blocks of data end, each of which begins with its size, and the last of which has the size 0. */
function endOfBlocks(bytes: Uint8Array, begin: number): number {
  let at = begin;
  for (let size = bytes[at] ?? 0; size > 0; size = bytes[at] ?? 0) at += 1 + size;
  return at + 1;
}
