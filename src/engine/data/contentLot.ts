/** A number in [0, 1) that follows from a text alone: by it content is dealt out to splits, the same way everywhere. */
export function contentLot(content: string): number {
  return contentHash(content) / 2 ** 32;
}

/** FNV-1a with a last mixing step, since its lowest bits alone are poor. */
export function contentHash(content: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(content)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
