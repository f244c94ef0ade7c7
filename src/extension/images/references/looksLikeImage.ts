import { imageEndings } from '../imageFiles.ts';

/** Whether an address names a picture by its ending, or is one. Text that merely contains an ending is none. */
export function looksLikeImage(address: string): boolean {
  if (/^data:image\//i.test(address)) return true;
  if (address.length > longestPath || /[\n\r<>|"*]/.test(address)) return false;
  const path = address.replace(/[?#].*$/, '');
  return imageEndings.includes(/[^/\\.]\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '');
}

const longestPath = 4096;
