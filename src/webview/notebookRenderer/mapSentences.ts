import type { MapMethod } from '../../engine/api/choices.ts';
import type { PictureView } from '../../engine/api/imageApi.ts';
import type { MapView } from '../../engine/api/mapApi.ts';
import { patchPlace } from '../embeddingExplorer/space/patchPlace.ts';
import { sideOf } from '../embeddingExplorer/space/space.ts';
import { t } from '../shared/localise.ts';
import { numberText } from '../shared/numberText.ts';
import { sharesOf, type ShownMap } from './wordMap.ts';

/** How the methods are called. */
export const methodNames: { readonly [method in MapMethod]: () => string } = {
  similarity: () => t('Similarity'),
  attention: () => t('Attention'),
  gradient: () => t('Gradient'),
};

/** What each method can and cannot tell. */
export const methodLimits: { readonly [method in MapMethod]: () => string } = {
  similarity: () =>
    t(
      'Light patches lie near the word in the space that words and patches share. That shows what belongs together, not what caused the word.',
    ),
  attention: () =>
    t(
      'Light patches are what the model looked at before it said the word. Looking is not using: attention also rests on places that change nothing.',
    ),
  gradient: () =>
    t(
      'Light patches speak for the word: without what makes them differ from the rest, it would be less likely. That is true for small changes only, and not of patches together.',
    ),
};

/** How the layer of a view is called, or what it shows of all of them. */
export function placeName({ kind, layer }: MapView): string {
  return layer === undefined ? wholeNames[kind]() : t('Layer {0}', layer);
}

const wholeNames: { readonly [kind in MapView['kind']]: () => string } = {
  cosine: () => t('Where the holistic layers end'),
  gradient: () => t('All layers'),
  rollout: () => t('All layers together'),
  mean: () => t('All layers'),
  largest: () => t('All layers'),
  head: () => t('All layers'),
};

/** How the views of one layer are told apart. */
export function headName({ kind, head = 0 }: MapView): string {
  return headNames[kind](head);
}

const headNames: { readonly [kind in MapView['kind']]: (head: number) => string } = {
  cosine: () => t('All heads'),
  gradient: () => t('All heads'),
  rollout: () => t('All heads'),
  mean: () => t('Mean of the heads'),
  largest: () => t('The most of any head'),
  head: (head) => t('Head {0}', head),
};

/** What a view shows of a word: its range, and where it is lightest. */
export function viewSentence(word: string, { map, view, grids }: Viewed): string {
  const { least, most } = sharesOf(view);
  const shown = ranges[view.kind](word, { least, most, sum: view.values.reduce((sum, value) => sum + value, 0) });
  const place = lightestPlace(map, view, grids);
  return place === undefined ? shown : `${shown} ${t('It is lightest at the {0}.', place)}`;
}

type Grid = Pick<PictureView, 'grid'>;

/** A view of a map, and how its pictures are cut. */
export interface Viewed {
  readonly map: ShownMap;
  readonly view: MapView;
  readonly grids: readonly Grid[];
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly sum: number;
}

const percent = (share: number): string => numberText(share * 100, share < 0.1 ? 1 : 0);

const attended = (word: string, { most, sum }: Range): string =>
  t(
    '“{0}”: up to {1} % of the attention on one patch (light), {2} % on all of them.',
    word,
    percent(most),
    percent(sum),
  );

const ranges: { readonly [kind in MapView['kind']]: (word: string, range: Range) => string } = {
  cosine: (word, { least, most }) =>
    t(
      '“{0}”: cosine with each patch, from {1} (dark) to {2} (light).',
      word,
      numberText(least, 3),
      numberText(most, 3),
    ),
  gradient: (word, { most }) => gradientSentence(word, Math.exp(most)),
  rollout: attended,
  mean: attended,
  largest: attended,
  head: attended,
};

/** `factor`: how many times as likely the lightest patch makes the word. Of what is all but certain, each patch changes next to nothing. */
function gradientSentence(word: string, factor: number): string {
  if (factor <= 1) return t('“{0}”: no patch makes it more likely.', word);
  if (factor < 1.01) return t('“{0}”: no single patch makes it 1 % more likely; the light ones do most.', word);
  return t(
    '“{0}”: one patch makes it up to {1} times as likely (light); dark ones nothing, or less likely.',
    word,
    factor < 1000 ? numberText(factor, 2) : factor.toExponential(0),
  );
}

/** In which ninth of its picture the lightest patch lies; undefined where none is lighter than the others. */
function lightestPlace({ patches }: ShownMap, { values }: MapView, grids: readonly Grid[]): string | undefined {
  const { shares_P, least, most } = sharesOf({ kind: 'cosine', values });
  const patch = most > least ? patches[shares_P.indexOf(1)] : undefined;
  const picture = patch && grids[patch.image];
  if (!patch || !picture) return undefined;
  const { left, top, width, height } = patchPlace(patch, picture, sideOf(patches));
  const third = (share: number): number => Math.min(2, Math.floor(share * 3));
  return ninths()[third(top + height / 2) * 3 + third(left + width / 2)];
}

const ninths = () => [
  ...[t('top left'), t('top'), t('top right')],
  ...[t('left'), t('middle'), t('right')],
  ...[t('bottom left'), t('bottom'), t('bottom right')],
];
