import { isRecord } from '../shared/isRecord.ts';
import { readWordMap, type ShownMap } from './wordMap.ts';

/** The map of a word as a notebook keeps it. */
export interface MapOutput {
  readonly word: string;
  readonly map: ShownMap;
  readonly trained: boolean;
  /** What made it: model and number format. */
  readonly provenance: string;
  readonly pictures: readonly KeptPicture[];
}

/** A picture that was mapped: a PNG file as the text of its bytes. */
export interface KeptPicture {
  readonly path: string;
  readonly grid: readonly [columns: number, rows: number];
  readonly png: string;
}

/** What came out of a notebook: a map, or why it cannot be shown. */
export type ReadMapOutput = MapOutput | { readonly problem: 'newer' | 'damaged' };

/** The version of the form that this reads. */
const mapVersion = 1;

/** Reads what an output holds. Files are edited by hand, and by newer programs. */
export function readMapOutput(value: unknown): ReadMapOutput {
  if (!isRecord(value)) return { problem: 'damaged' };
  const { version, word, pictures, model, precision } = value;
  if (typeof version === 'number' && version > mapVersion) return { problem: 'newer' };
  const map = readWordMap(value);
  if (!map || typeof word !== 'string' || !Array.isArray(pictures)) return { problem: 'damaged' };
  const kept = pictures.slice(0, mostPictures).flatMap(readPicture);
  const isWhole = kept.length === pictures.length && map.patches.every(({ image }) => image < kept.length);
  if (!isWhole || kept.length === 0) return { problem: 'damaged' };
  const provenance = [model, precision].filter((part) => typeof part === 'string').join(' · ');
  return { word: word.slice(0, longestWord), map, trained: value['trained'] !== false, provenance, pictures: kept };
}

const mostPictures = 100;
const longestWord = 1000;
const mostTiles = 100;
/** As text; a picture of a map is never near it. */
const largestPng = 40e6;

function readPicture(value: unknown): KeptPicture[] {
  if (!isRecord(value)) return [];
  const { path, grid, png } = value;
  if (typeof path !== 'string' || typeof png !== 'string' || png.length > largestPng || !Array.isArray(grid)) return [];
  const [columns, rows] = grid.map(Number);
  const isGrid = [columns, rows].every((size = 0) => Number.isInteger(size) && size > 0 && size <= mostTiles);
  return isGrid ? [{ path, png, grid: [columns ?? 1, rows ?? 1] }] : [];
}
