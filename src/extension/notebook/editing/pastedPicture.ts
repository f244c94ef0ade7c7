import { createHash } from 'node:crypto';

/** A picture that was pasted or dropped: its name, type and bytes. */
export interface PastedPicture {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

/** A picture's file name of its own: the same for the same bytes, another for others. */
export function pictureName({ name, mime, bytes }: PastedPicture): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
  const stem = (name.split(/[/\\]/).at(-1) ?? '').replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-');
  const short = stem.replace(/^-+|-+$/g, '').slice(0, 40);
  return `${short === '' ? 'image' : short}-${hash}.${endings[mime] ?? 'png'}`;
}

/** Pictures that are taken in, by type. */
export const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/tiff': 'tiff',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
};

/** The type of a file by the ending of its name; undefined for what is no picture. */
export function mimeOf(name: string): string | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  const usual = ending && Object.hasOwn(otherEndings, ending) ? otherEndings[ending] : ending;
  return Object.entries(endings).find(([, known]) => known === usual)?.[0];
}

const otherEndings: Readonly<Record<string, string>> = { jpeg: 'jpg', tif: 'tiff' };

/** An attachment is part of the notebook's text, which the editor keeps in memory and writes at every save. */
export const mostAttachedBytes = 8_000_000;
/** As much as is read of any picture. */
export const mostFileBytes = 100_000_000;
