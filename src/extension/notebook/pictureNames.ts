import { baseName } from '../baseName.ts';
import { localise } from '../localise.ts';
import { decodeAddress } from './imageAddress.ts';
import type { MarkdownImage } from './markdownImages.ts';

/** What the pictures of a cell are called where something stands under their names; those that are called the same are counted. */
export function pictureNames(images: readonly MarkdownImage[]): string[] {
  const names = images.map(nameOf);
  return names.map((name, index) => {
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    return isAlone ? name : `${name} (${names.slice(0, index + 1).filter((other) => other === name).length})`;
  });
}

/** As the cell describes it, else as its file is called; data has no name. */
function nameOf({ alt, address }: MarkdownImage, index: number): string {
  const file = /^data:/i.test(address) ? '' : baseName(decodeAddress(address.replace(/^attachment:/i, '')));
  return alt.trim() || file || localise('Picture {0}', index + 1);
}
