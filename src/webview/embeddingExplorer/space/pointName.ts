import type { PictureView } from '../../../engine/api/imageApi.ts';
import type { EmbeddedToken } from '../../../engine/api/spaceApi.ts';
import { t } from '../../shared/localise.ts';

/** What a point is, for a person: the word, or the patch with its place. Rows and columns count from 1. */
export function pointName(token: EmbeddedToken | undefined, pictures: readonly PictureView[]): string {
  if (!token) return '';
  if (token.kind === 'text') return t('“{0}”', shownPiece(token.piece));
  const picture = pictures.length > 1 ? `${fileName(pictures[token.image]?.path ?? '')} · ` : '';
  const tile = token.thumbnail ? t('whole picture') : t('tile {0}', token.tile + 1);
  return `${picture}${tile} · ${t('row {0}, column {1}', token.row + 1, token.column + 1)}`;
}

/** A piece of text with its spaces made visible as spaces. */
export function shownPiece(piece: string): string {
  const plain = piece.replaceAll('▁', ' ').trim();
  return plain === '' ? '␣' : plain;
}

/** The text that pieces are together; patches have none. */
export function spelled(tokens: readonly (EmbeddedToken | undefined)[]): string {
  return tokens
    .map((token) => (token?.kind === 'text' ? token.piece.replaceAll('▁', ' ') : ''))
    .join('')
    .trim();
}

/** The last part of a path of any system. */
export function fileName(path: string): string {
  return /[^/\\]*$/.exec(path)?.[0] || path;
}

/** What models are called side by side: the last part of their folder, or more of it where that is the same. */
export function modelNames(surveys: readonly { readonly model: string }[]): string[] {
  const short = surveys.map(({ model }) => fileName(model.replace(/[/\\]+$/, '')));
  return new Set(short).size === short.length ? short : surveys.map(({ model }) => model);
}
