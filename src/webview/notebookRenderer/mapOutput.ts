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

/** Reads what an output holds; undefined for what is none: files are edited by hand. */
export function readMapOutput(value: Readonly<Record<string, unknown>>): MapOutput | undefined {
  const { word, pictures, model, precision } = value;
  const map = readWordMap(value);
  if (!map || typeof word !== 'string' || !Array.isArray(pictures)) return undefined;
  const kept = pictures.slice(0, mostPictures).flatMap(readPicture);
  const isWhole = kept.length === pictures.length && map.patches.every(({ image }) => image < kept.length);
  if (!isWhole || kept.length === 0) return undefined;
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
