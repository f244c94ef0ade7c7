import type { VectorName } from '../../../engine/api/spaceApi.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { numberText, percent } from '../../shared/numberText.ts';
import { patchThumbnail } from '../picture/pictureBitmap.ts';
import { patchPlace } from '../space/patchPlace.ts';
import { pointName, shownPiece } from '../space/pointName.ts';
import { neighbours, type LayerVectors, type Neighbour } from '../space/similarity.ts';
import { sideOf, type Space } from '../space/space.ts';
import { subjectName, subjectPoints } from '../space/subject.ts';
import type { ExplorerState } from '../state.ts';

/** What the details need of the page. */
export interface DetailParts {
  source: (image: number) => HTMLCanvasElement | undefined;
  pick: (point: number) => void;
}

/** What is known of the layer that is shown: its vectors, and what the vocabulary calls the point. */
export interface Near {
  readonly vectors: LayerVectors | undefined;
  readonly names: readonly VectorName[] | undefined;
}

/** The current point with the words and patches nearest to it, and what is selected. */
export function createDetails({ source, pick }: DetailParts) {
  const shown = element('section', { className: 'details', attributes: { 'aria-label': t('Selected point') } });
  const show = (space: Space, state: ExplorerState, { vectors, names }: Near): void => {
    const { current, selected } = state;
    const subject = subjectPoints(space, state);
    const parts: Node[] = [];
    if (current === undefined)
      parts.push(note(t('Choose a point, or a patch of a picture, to see what lies near it.')));
    else parts.push(...describe(space, subject, source));
    if (selected.size > 1) parts.push(note(summary(space, selected)));
    if (current !== undefined && names) parts.push(...nameList(names));
    if (current !== undefined && vectors)
      for (const kind of ['text', 'patch'] as const)
        parts.push(...neighbourList({ space, vectors, subject, kind }, { source, pick }));
    shown.replaceChildren(...parts);
  };
  return {
    element: shown,
    show,
    /** Whose point it is, where there are two models. */
    setOwner: (model: string) =>
      shown.setAttribute('aria-label', model === '' ? t('Selected point') : t('Selected point of {0}', model)),
  };
}

const shownNeighbours = 8;

function describe(space: Space, subject: readonly number[], source: DetailParts['source']): Node[] {
  const name = element('h2', { text: subjectName(space, subject) });
  return [element('div', { className: 'point-title' }, ...thumbnail(space, subject[0] ?? 0, source), name)];
}

/** What the model's own vocabulary calls a vector. */
function nameList(names: readonly VectorName[]): Node[] {
  const title = element('h3', { text: t('What the model would say here') });
  if (names.length === 0) return [title, note(t('The vector has values that are no numbers.'))];
  const rows = names.map(({ piece, probability }) =>
    element(
      'li',
      {},
      element('span', { className: 'name', text: `“${shownPiece(piece)}”` }),
      element('span', { className: 'cosine', text: percent(probability) }),
    ),
  );
  const hint = t('By its whole vocabulary, as if this layer were its last.');
  return [title, element('ol', { className: 'names' }, ...rows), note(hint)];
}

interface NeighbourQuestion {
  readonly space: Space;
  readonly vectors: LayerVectors;
  readonly subject: readonly number[];
  readonly kind: 'text' | 'patch';
}

function neighbourList({ space, vectors, subject, kind }: NeighbourQuestion, parts: DetailParts): Node[] {
  const among = (point: number): boolean => space.points[point]?.kind === kind;
  const found = neighbours(space, vectors, subject, { count: shownNeighbours, among });
  if (found.length === 0) return [];
  const title = element('h3', { text: kind === 'text' ? t('Nearest words') : t('Nearest patches') });
  const rows = found.map((neighbour) => element('li', {}, neighbourButton(space, neighbour, parts)));
  return [title, element('ol', { className: 'neighbours' }, ...rows)];
}

function neighbourButton(space: Space, { point, cosine }: Neighbour, { source, pick }: DetailParts): HTMLElement {
  const name = element('span', { className: 'name', text: pointName(space.points[point], space.survey.pictures) });
  const value = element('span', { className: 'cosine', text: numberText(cosine, 3) });
  const made = element('button', { attributes: { type: 'button' } }, ...thumbnail(space, point, source), name, value);
  made.addEventListener('click', () => pick(point));
  return made;
}

/** The patch as it is seen, for points that are one. */
export function thumbnail({ points, survey }: Space, point: number, source: DetailParts['source']): Node[] {
  const token = points[point];
  const picture = token?.kind === 'patch' ? survey.pictures[token.image] : undefined;
  const canvas = token?.kind === 'patch' ? source(token.image) : undefined;
  if (token?.kind !== 'patch' || !picture || !canvas) return [];
  return [patchThumbnail(canvas, patchPlace(token, picture, sideOf(points)))];
}

function summary({ points }: Space, selected: ReadonlySet<number>): string {
  const patches = [...selected].filter((point) => points[point]?.kind === 'patch').length;
  return t(
    '{0} points are selected: {1} patches, {2} pieces of text.',
    selected.size,
    patches,
    selected.size - patches,
  );
}

function note(text: string): HTMLElement {
  return element('p', { className: 'note', text });
}
