import type { EmbeddedToken, Survey } from '../../../engine/api/engineApi.ts';
import { holisticLayers } from './layerName.ts';
import { sideOf, type Space } from './space.ts';

/** Which point and which layer of one model's space is which of another's, where both looked at the same pictures and words. */
export interface Pairing {
  /** Undefined for a point that the other space does not have. */
  readonly toSecond: (point: number) => number | undefined;
  readonly toFirst: (point: number) => number | undefined;
  /** The second model's layer that lies as far along its way. */
  readonly layerOfSecond: (layer: number) => number;
}

/** Pairs points by what they are: a patch by its place, a piece of text by its order and how it is written. */
export function pair(first: Space, second: Space): Pairing {
  const [ofFirst, ofSecond] = [first, second].map(({ points }) => keysOf(points));
  // Two were mapped.
  const [toSecond, toFirst] = [lookUp(ofFirst!, ofSecond!), lookUp(ofSecond!, ofFirst!)];
  return {
    toSecond: (point) => toSecond[point],
    toFirst: (point) => toFirst[point],
    layerOfSecond: (layer) => samePlace(layer, first.survey, second.survey),
  };
}

function keysOf(points: readonly EmbeddedToken[]): string[] {
  const side = sideOf(points);
  let texts = 0;
  return points.map((token) =>
    token.kind === 'text'
      ? `${texts++} ${token.piece}`
      : [token.image, token.thumbnail ? 'whole' : token.tile, token.row, token.column, side].join(),
  );
}

function lookUp(keys: readonly string[], others: readonly string[]): (number | undefined)[] {
  const found = new Map(others.map((key, point) => [key, point]));
  return keys.map((key) => found.get(key));
}

/** Models of one shape have their layers in common; of two shapes, the same share of the module and of the language model. */
function samePlace(layer: number, first: Survey, second: Survey): number {
  const [a, b] = [holisticLayers(first), holisticLayers(second)];
  if (layer <= a) return share(layer, a, b);
  return b + share(layer - a, first.layers.length - 1 - a, second.layers.length - 1 - b);
}

const share = (layer: number, of: number, ofOther: number): number =>
  of === ofOther ? layer : Math.round((layer / Math.max(1, of)) * ofOther);
