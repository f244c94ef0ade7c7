// P patches

import { mapMethods } from '../../engine/api/choices.ts';
import type { MapView, WordMap } from '../../engine/api/mapApi.ts';
import { isRecord } from '../shared/isRecord.ts';
import { floatsFromBase64 } from '../shared/base64.ts';

/** The map of a word, as it is drawn. */
export interface ShownMap extends Pick<WordMap, 'method' | 'patches' | 'views'> {
  /** Missing where nothing says. */
  readonly probability?: number;
}

/** Reads a map that came as a message or lay in a notebook. Undefined where its parts do not fit together. */
export function readWordMap(value: unknown): ShownMap | undefined {
  if (!isRecord(value)) return undefined;
  const { method, patches, views, probability } = value;
  const known = mapMethods.find((name) => name === method);
  if (!known || !Array.isArray(patches) || !Array.isArray(views)) return undefined;
  if (patches.length > mostPatches || views.length === 0 || views.length > mostViews) return undefined;
  if (patches.length * views.length > mostValues) return undefined;
  const [readPatches, readViews] = [patches.map(readPatch), views.map((view) => readView(view, patches.length))];
  if (!readPatches.every(isThere) || !readViews.every(isThere)) return undefined;
  const likely = typeof probability === 'number' && probability >= 0 && probability <= 1 ? { probability } : {};
  return { method: known, patches: readPatches, views: readViews, ...likely };
}

/** A picture of the largest size, cut as finely as any model does, several times over. */
const mostPatches = 100_000;
/** Each head of a deep model. */
const mostViews = 10_000;
/** Of all views: no model's reach it. */
const mostValues = 50e6;
const mostTiles = 1000;
const mostSide = 256;

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

function readPatch(value: unknown): WordMap['patches'][number] | undefined {
  if (!isRecord(value)) return undefined;
  const { image, tile, row, column, thumbnail } = value;
  const fits =
    isWhole(image, mostTiles) && isWhole(tile, mostTiles) && isWhole(row, mostSide) && isWhole(column, mostSide);
  return fits ? { kind: 'patch', image, tile, row, column, thumbnail: thumbnail === true } : undefined;
}

function readView(value: unknown, patches: number): MapView | undefined {
  if (!isRecord(value) || typeof value['values'] !== 'string') return undefined;
  const kind = viewKinds.find((name) => name === value['kind']);
  const values = floatsFromBase64(value['values']);
  const { layer, head } = value;
  const isPlace = (place: unknown): place is number | undefined => place === undefined || isWhole(place, mostTiles);
  if (!kind || values?.length !== patches || !isPlace(layer) || !isPlace(head)) return undefined;
  return { kind, values, ...(layer !== undefined && { layer }), ...(head !== undefined && { head }) };
}

const viewKinds: readonly MapView['kind'][] = ['cosine', 'gradient', 'rollout', 'mean', 'largest', 'head'];

function isWhole(value: unknown, below: number): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < below;
}

/** A view as shares of its range, 0 to 1, and that range. Cosines have no zero of their own; all others begin at 0. */
export function sharesOf({ kind, values }: MapView): { shares_P: Float32Array; least: number; most: number } {
  const known = values.filter((value) => Number.isFinite(value));
  const lowest = known.reduce((low, value) => Math.min(low, value), Infinity);
  const most = known.reduce((high, value) => Math.max(high, value), -Infinity);
  const least = kind === 'cosine' ? lowest : 0;
  const flat = kind === 'cosine' ? 0.5 : 0;
  return {
    shares_P: values.map((value) => (most > least ? Math.max(0, (value - least) / (most - least)) : flat)),
    least,
    most,
  };
}
