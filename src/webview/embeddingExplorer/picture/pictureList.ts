import type { EmbeddedToken } from '../../../engine/api/spaceApi.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { numberText } from '../../shared/numberText.ts';
import { componentColours, type Rgb } from '../space/colours.ts';
import { inPixels, patchPlace, type Patch } from '../space/patchPlace.ts';
import { fileName } from '../space/pointName.ts';
import { cosinesWith, type LayerVectors } from '../space/similarity.ts';
import { rowAt, sideOf, type Space } from '../space/space.ts';
import { subjectName, subjectPoints } from '../space/subject.ts';
import type { ExplorerState } from '../state.ts';
import { heat, rangeOf } from './heat.ts';
import { pictureCanvas } from './pictureBitmap.ts';

/** The pictures, with maps over them and their patches linked to the points. */
export class PictureList {
  readonly element = element('div', { className: 'pictures' });
  readonly #pick: (point: number, adds: boolean) => void;
  #space: Space | undefined;
  #pictures: { source: HTMLCanvasElement; shown: HTMLCanvasElement; legend: HTMLElement }[] = [];
  #side = 1;
  /** Around the patch that the pointer is over in the plot. */
  readonly #hovered = element('div', { className: 'hovered-patch', attributes: { 'aria-hidden': 'true' } });

  constructor(pick: (point: number, adds: boolean) => void) {
    this.#pick = pick;
  }

  /** The pixels of a picture. */
  source(image: number): HTMLCanvasElement | undefined {
    return this.#pictures[image]?.source;
  }

  setSpace(space: Space): void {
    this.#space = space;
    this.#side = sideOf(space.points);
    this.#pictures = space.survey.pictures.map((picture, image) => this.#add(picture, image));
    this.element.replaceChildren(
      ...this.#pictures.map(({ shown, legend }, image) => {
        const name = fileName(space.survey.pictures[image]?.path ?? '');
        const framed = element('div', { className: 'framed' }, shown);
        return element('figure', {}, framed, element('figcaption', { text: name }), legend);
      }),
    );
    if (this.#pictures.length === 0)
      this.element.append(element('p', { className: 'note', text: t('There is no picture: these are words alone.') }));
  }

  show(state: ExplorerState, vectors: LayerVectors | undefined): void {
    const space = this.#space;
    if (!space) return;
    const map = mapOf(space, state, vectors);
    for (const [image, { source, shown, legend }] of this.#pictures.entries()) {
      const context = shown.getContext('2d');
      if (!context) continue;
      context.drawImage(source, 0, 0);
      this.#drawMap(context, image, map);
      this.#drawMarks(context, image, state);
      legend.replaceChildren(...(map?.legend ?? []).map((part) => part.cloneNode(true)));
    }
  }

  /** Frames the patch of a point in its picture; none for words. */
  frame(point: number | undefined): void {
    const token = point === undefined ? undefined : this.#space?.points[point];
    this.#hovered.remove();
    if (token?.kind !== 'patch' || !this.#space) return;
    const place = patchPlace(token, this.#space.survey.pictures[token.image]!, this.#side);
    for (const side of ['left', 'top', 'width', 'height'] as const) this.#hovered.style[side] = `${place[side] * 100}%`;
    this.#pictures[token.image]?.shown.after(this.#hovered);
  }

  #add(picture: Space['survey']['pictures'][number], image: number) {
    const source = pictureCanvas(picture);
    const shown = element('canvas', {
      className: 'picture',
      attributes: this.#attributes(picture.path),
    }) as HTMLCanvasElement; // By its tag.
    [shown.width, shown.height] = [source.width, source.height];
    shown.addEventListener('click', (event) => this.#click(image, event));
    shown.addEventListener('keydown', (event) => this.#key(image, event));
    return { source, shown, legend: element('div', { className: 'legend' }) };
  }

  #attributes(path: string): Record<string, string> {
    const label = t('{0}: arrow keys go from patch to patch', fileName(path));
    return {
      tabindex: '0',
      role: 'application',
      'aria-roledescription': t('picture with patches'),
      'aria-label': label,
    };
  }

  #click(image: number, { offsetX, offsetY, currentTarget, ctrlKey, metaKey, shiftKey }: MouseEvent): void {
    // The listener sits on a canvas.
    const { clientWidth, clientHeight } = currentTarget as HTMLCanvasElement;
    const point = this.#pointAt(image, offsetX / clientWidth, offsetY / clientHeight);
    if (point !== undefined) this.#pick(point, ctrlKey || metaKey || shiftKey);
  }

  #key(image: number, event: KeyboardEvent): void {
    const step = keySteps[event.key];
    if (!step || !this.#space) return;
    event.preventDefault();
    const { grid } = this.#space.survey.pictures[image]!;
    const current = this.#current?.image === image ? this.#current : undefined;
    const from = current ? patchPlace(current, { grid }, this.#side) : undefined;
    const [width, height] = [1 / grid[0] / this.#side, 1 / grid[1] / this.#side];
    const x = from ? from.left + from.width / 2 + step[0] * width : width / 2;
    const y = from ? from.top + from.height / 2 + step[1] * height : height / 2;
    const point = this.#pointAt(image, x, y);
    if (point !== undefined) this.#pick(point, event.shiftKey);
  }

  #current: Patch | undefined;

  /** The patch of the tiles, or where there is only the whole picture, of that, at shares of width and height. */
  #pointAt(image: number, x: number, y: number): number | undefined {
    // Only pictures of a space can be clicked.
    const { points, survey } = this.#space!;
    const isAt = (token: EmbeddedToken): boolean => {
      if (token.kind !== 'patch' || token.image !== image || token.thumbnail) return false;
      const { left, top, width, height } = patchPlace(token, survey.pictures[image]!, this.#side);
      return x >= left && x < left + width && y >= top && y < top + height;
    };
    const found = points.findIndex(isAt);
    return found === -1 ? undefined : found;
  }

  #drawMap(context: CanvasRenderingContext2D, image: number, map: PatchMap | undefined): void {
    const space = this.#space;
    if (!map || !space) return;
    context.globalAlpha = map.opacity;
    for (const [point, token] of space.points.entries()) {
      if (token.kind !== 'patch' || token.image !== image || token.thumbnail) continue;
      const colour = map.colour(point);
      if (colour) this.#fill(context, token, colour);
    }
    context.globalAlpha = 1;
  }

  #fill(context: CanvasRenderingContext2D, patch: Patch, [red, green, blue]: Rgb): void {
    const { left, top, width, height } = this.#pixels(context, patch);
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(left, top, width, height);
  }

  /** Frames of selected patches, drawn twice so that they stand out on light and on dark. */
  #drawMarks(context: CanvasRenderingContext2D, image: number, { selected, current }: ExplorerState): void {
    const { points = [] } = this.#space ?? {};
    const token = current === undefined ? undefined : points[current];
    this.#current = token?.kind === 'patch' ? token : undefined;
    const marked = [...selected]
      .map((point) => points[point])
      .filter((one) => one?.kind === 'patch' && one.image === image);
    const line = Math.max(1, context.canvas.width / 300);
    for (const patch of marked) if (patch?.kind === 'patch') this.#frame(context, patch, line);
    if (this.#current?.image === image) this.#frame(context, this.#current, 2 * line);
  }

  #frame(context: CanvasRenderingContext2D, patch: Patch, line: number): void {
    const { left, top, width, height } = this.#pixels(context, patch);
    for (const [colour, thickness] of [['black', 2.2 * line] as const, ['white', line] as const]) {
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      context.strokeRect(left, top, width, height);
    }
  }

  #pixels({ canvas }: CanvasRenderingContext2D, patch: Patch) {
    const picture = this.#space?.survey.pictures[patch.image] ?? { grid: [1, 1] };
    return inPixels(patchPlace(patch, picture, this.#side), canvas.width, canvas.height);
  }
}

const keySteps: Readonly<Record<string, readonly [x: number, y: number] | undefined>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What is laid over a picture: a colour for a patch, and what the colours mean. */
interface PatchMap {
  readonly opacity: number;
  readonly colour: (point: number) => Rgb | undefined;
  readonly legend: readonly Node[];
}

function mapOf(space: Space, state: ExplorerState, vectors: LayerVectors | undefined): PatchMap | undefined {
  if (state.mapping === 'components') return componentMap(space, state.layer);
  if (state.mapping === 'similarity' && state.current !== undefined && vectors)
    return similarityMap(space, vectors, subjectPoints(space, state));
  return undefined;
}

function componentMap(space: Space, layer: number): PatchMap {
  const colours_P3 = componentColours(space, layer);
  const colour = (point: number): Rgb => [
    colours_P3[point * 3]!,
    colours_P3[point * 3 + 1]!,
    colours_P3[point * 3 + 2]!,
  ];
  const text = t('Principal components 1, 2 and 3 as red, green and blue: patches of one colour lie together.');
  return { opacity: 0.75, colour, legend: [element('p', { className: 'note', text })] };
}

function similarityMap(space: Space, vectors: LayerVectors, subject: readonly number[]): PatchMap {
  const cosines_N = cosinesWith(
    vectors,
    subject.map((point) => rowAt(space, vectors.layer, point)),
  );
  const cosineOf = (point: number): number => cosines_N[rowAt(space, vectors.layer, point)] ?? NaN;
  const patches = [...space.points.keys()].filter(
    (point) => space.points[point]?.kind === 'patch' && !subject.includes(point),
  );
  const range = rangeOf(patches.map(cosineOf));
  const name = subjectName(space, subject);
  if (!range)
    return {
      opacity: 0,
      colour: () => undefined,
      legend: [element('p', { className: 'note', text: t('{0} has no direction that could be compared.', name) })],
    };
  const { least, most } = range;
  const text = t('Cosine with {0}: from {1} (dark) to {2} (light)', name, numberText(least, 3), numberText(most, 3));
  const colour = (point: number): Rgb | undefined => {
    const cosine = cosineOf(point);
    return Number.isFinite(cosine) ? heat(most > least ? (cosine - least) / (most - least) : 0.5) : undefined;
  };
  return {
    opacity: 0.72,
    colour,
    legend: [element('div', { className: 'ramp' }), element('p', { className: 'note', text })],
  };
}
