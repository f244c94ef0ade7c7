import type { EmbeddedToken, Survey } from '../../../engine/api/spaceApi.ts';
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

/**
 * Pairs points by what they are: a patch by its place, a piece of text by the letters that it stands for. Models may cut
 * the same words into other pieces; a piece is then paired with the one in which its first letter lies.
 */
export function pair(first: Space, second: Space): Pairing {
  const [toSecond, toFirst] = [lookUp(first.points, second.points), lookUp(second.points, first.points)];
  return {
    toSecond: (point) => toSecond[point],
    toFirst: (point) => toFirst[point],
    layerOfSecond: (layer) => samePlace(layer, first.survey, second.survey),
  };
}

function lookUp(points: readonly EmbeddedToken[], others: readonly EmbeddedToken[]): (number | undefined)[] {
  const texts = textsOf(others);
  const [side, otherSide] = [sideOf(points), sideOf(others)];
  const patches = new Map(others.map((token, point) => [patchKey(token, otherSide), point]));
  const { letters, begins } = textsOf(points);
  const isSameText = letters === texts.letters;
  return points.map((token, point) => {
    if (token.kind === 'patch') return patches.get(patchKey(token, side));
    return isSameText ? texts.pieceAt(begins.get(point) ?? 0) : undefined;
  });
}

function patchKey(token: EmbeddedToken, side: number): string {
  if (token.kind === 'text') return '';
  return [token.image, token.thumbnail ? 'whole' : token.tile, token.row, token.column, side].join();
}

/** All pieces of text as one, without spaces: models do not write these alike. */
function textsOf(points: readonly EmbeddedToken[]) {
  let letters = '';
  const begins = new Map<number, number>();
  const owners: number[] = [];
  for (const [point, token] of points.entries()) {
    if (token.kind !== 'text') continue;
    const own = token.piece.replaceAll(/[▁\s]/g, '');
    begins.set(point, letters.length);
    letters += own;
    for (let i = 0; i < own.length; i++) owners.push(point);
  }
  return { letters, begins, pieceAt: (letter: number) => owners[letter] };
}

/** Models of one shape have their layers in common; of two shapes, the same share of the module and of the language model. */
function samePlace(layer: number, first: Survey, second: Survey): number {
  const [a, b] = [holisticLayers(first), holisticLayers(second)];
  if (layer <= a) return share(layer, a, b);
  return b + share(layer - a, first.layers.length - 1 - a, second.layers.length - 1 - b);
}

const share = (layer: number, of: number, ofOther: number): number =>
  of === ofOther ? layer : Math.round((layer / Math.max(1, of)) * ofOther);
