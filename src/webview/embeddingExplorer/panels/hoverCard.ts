import type { VectorName } from '../../../engine/api/spaceApi.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { numberText, percent } from '../../shared/numberText.ts';
import type { Pixel } from '../plot/picking.ts';
import { pointName, shownPiece } from '../space/pointName.ts';
import { neighbours, type LayerVectors } from '../space/similarity.ts';
import type { Space } from '../space/space.ts';
import { cardPlace } from './cardPlace.ts';
import { thumbnail, type DetailParts, type Near } from './details.ts';

/** What is under the pointer: the patch, its name, and the words nearest to it. */
export function createHoverCard(source: DetailParts['source']) {
  const card = element('div', { className: 'hover-card', attributes: { 'aria-hidden': 'true' } });
  card.hidden = true;
  return {
    element: card,
    show: (space: Space, hovered: { point: number; pixel: Pixel } | undefined, { vectors, names }: Near) => {
      card.hidden = hovered === undefined;
      if (!hovered) return;
      const { point, pixel } = hovered;
      const name = element('strong', { text: pointName(space.points[point], space.survey.pictures) });
      card.replaceChildren(
        ...thumbnail(space, point, source),
        element('div', {}, name, ...said(names), ...nearest(space, point, vectors)),
      );
      place(card, pixel);
    },
  };
}

/** It is as wide as its words where nothing is in their way. */
function place(card: HTMLElement, pixel: Pixel): void {
  Object.assign(card.style, { left: '0', top: '0' });
  const { clientWidth = 0, clientHeight = 0 } = card.parentElement ?? {};
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const { x, y } = cardPlace(pixel, size, { width: clientWidth, height: clientHeight });
  Object.assign(card.style, { left: `${x}px`, top: `${y}px` });
}

function said(names: readonly VectorName[] | undefined): Node[] {
  if (!names || names.length === 0) return [];
  const texts = names.slice(0, 3).map(({ piece, probability }) => `“${shownPiece(piece)}” ${percent(probability)}`);
  return [element('div', { className: 'note', text: t('the model would say: {0}', texts.join(', ')) })];
}

function nearest(space: Space, point: number, vectors: LayerVectors | undefined): Node[] {
  if (!vectors) return [];
  return (['text', 'patch'] as const).flatMap((kind) => {
    const among = (other: number): boolean => space.points[other]?.kind === kind;
    const found = neighbours(space, vectors, [point], { count: 3, among });
    if (found.length === 0) return [];
    const names = found.map(
      (one) => `${pointName(space.points[one.point], space.survey.pictures)} ${numberText(one.cosine)}`,
    );
    const text = kind === 'text' ? t('near words: {0}', names.join(', ')) : t('near patches: {0}', names.join('; '));
    return [element('div', { className: 'note', text })];
  });
}
