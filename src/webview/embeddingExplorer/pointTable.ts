// N rows of a layer · 3 principal components

import type { EmbeddedToken } from '../../engine/api/spaceApi.ts';
import { rowAt, type Space } from './space/space.ts';

/** What is kept of a model's points when they leave the explorer as a table. */
export interface TableSource {
  readonly space: Space;
  readonly layer: number;
  /** By row of the layer, where it was coloured by them. */
  readonly clusters: Uint8Array | undefined;
}

/** One point: what it is, and where it lies. What does not apply is null. */
export interface PointRow {
  readonly point: number;
  readonly kind: 'word' | 'patch';
  readonly text: string | null;
  readonly picture: string | null;
  readonly tile: number | null;
  readonly thumbnail: boolean | null;
  readonly row: number | null;
  readonly column: number | null;
  readonly component1: number;
  readonly component2: number;
  readonly component3: number;
  readonly cluster: number | null;
  readonly layer: number;
  readonly model: string;
}

/** The points of a layer, of one model or of two, one below the other. */
export function pointTable(sources: readonly TableSource[]): PointRow[] {
  return sources.flatMap((source) => source.space.points.map((token, point) => pointRow(source, token, point)));
}

function pointRow({ space, layer, clusters }: TableSource, token: EmbeddedToken, point: number): PointRow {
  const { survey } = space;
  const row = rowAt(space, layer, point);
  const [component1 = NaN, component2 = NaN, component3 = NaN] =
    survey.layers[layer]?.projection.subarray(row * 3, row * 3 + 3) ?? [];
  const group = clusters?.[row] ?? noGroup;
  return {
    point,
    ...(token.kind === 'text'
      ? { ...noPatch, kind: 'word', text: token.piece.replaceAll('▁', ' ') }
      : patchOf(space, token)),
    ...{ component1, component2, component3, cluster: group === noGroup ? null : group, layer, model: survey.model },
  };
}

const noPatch = { picture: null, tile: null, thumbnail: null, row: null, column: null };

function patchOf(
  { survey }: Space,
  { image, tile, thumbnail, row, column }: Extract<EmbeddedToken, { kind: 'patch' }>,
) {
  const picture = survey.pictures[image]?.path ?? null;
  return { kind: 'patch' as const, text: null, picture, tile, thumbnail, row, column };
}

/** As the engine marks vectors that are in no group. */
const noGroup = 255;
