import type { MapView } from '../../engine/api/mapApi.ts';
import { heat } from '../embeddingExplorer/picture/heat.ts';
import { inPixels, patchPlace } from '../embeddingExplorer/space/patchPlace.ts';
import { sideOf } from '../embeddingExplorer/space/space.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import type { AnsweredBox } from '../../engine/api/answeredBoxes.ts';
import { viewSentence } from './mapSentences.ts';
import { ViewChoice } from './viewChoice.ts';
import { sharesOf, type ShownMap } from './wordMap.ts';

/** A picture of an output: how it is cut into tiles, and its pixels. */
export interface FigurePicture {
  readonly path: string;
  readonly grid: readonly [columns: number, rows: number];
  readonly pixels: HTMLCanvasElement;
}

/** Pictures, over which maps, the tiles and the boxes of an answer are laid. */
export class MapFigure {
  readonly element = element('div', { className: 'figure' });
  readonly #pictures: readonly FigurePicture[];
  readonly #boxes: readonly AnsweredBox[];
  readonly #canvases: readonly HTMLCanvasElement[];
  readonly #choice = new ViewChoice(() => this.#paint());
  readonly #note = element('p', { className: 'note', attributes: { 'aria-live': 'polite' } });
  readonly #grid = toggle(t('Tiles'), () => this.#paint());
  readonly #frames = toggle(t('Boxes'), () => this.#paint());
  #shown: { word: string; map: ShownMap } | undefined;

  constructor(pictures: readonly FigurePicture[], boxes: readonly AnsweredBox[] = []) {
    this.#pictures = pictures;
    // With several pictures nothing says which one a box is of.
    this.#boxes = pictures.length === 1 ? boxes : [];
    this.#canvases = pictures.map(({ path, pixels }) => canvasLike(pixels, baseName(path)));
    const controls = element('div', { className: 'controls' }, ...this.#choice.elements);
    if (pictures.some(({ grid: [columns, rows] }) => columns * rows > 1)) controls.append(this.#grid.element);
    if (this.#boxes.length > 0) controls.append(this.#frames.element);
    this.#frames.control.checked = true;
    const frame = element('div', { className: 'pictures' }, ...this.#canvases);
    this.element.append(controls, frame, this.#note);
    this.#paint();
  }

  /** Lays the map of a word over the pictures, its first view first. */
  show(word: string, map: ShownMap): void {
    this.#shown = { word, map };
    this.#choice.offer(map.views);
    this.#paint();
  }

  /** The pictures alone. */
  clear(): void {
    this.#shown = undefined;
    this.#choice.hide();
    this.#paint();
  }

  #paint(): void {
    const view = this.#shown && this.#choice.chosen(this.#shown.map.views);
    for (const [image, picture] of this.#pictures.entries()) {
      // As many as there are pictures.
      const context = this.#canvases[image]!.getContext('2d');
      if (!context) continue;
      context.globalAlpha = 1;
      context.drawImage(picture.pixels, 0, 0);
      if (this.#shown && view) paintMap(context, this.#shown.map, view, { image, picture });
      if (this.#grid.control.checked) paintGrid(context, picture);
      if (this.#frames.control.checked) paintBoxes(context, this.#boxes);
    }
    this.#note.textContent = this.#shown && view ? this.#sentence(this.#shown, view) : '';
  }

  #sentence({ word, map }: { word: string; map: ShownMap }, view: MapView): string {
    if (map.patches.length === 0) return t('There is no picture to compare with.');
    const grids = this.#pictures.map(({ grid: [columns, rows] }) => ({ grid: [columns, rows] as [number, number] })); // A copy of two numbers.
    return viewSentence(word.trim(), { map, view, grids });
  }
}

function paintMap(
  context: CanvasRenderingContext2D,
  { patches }: ShownMap,
  view: MapView,
  { image, picture }: { image: number; picture: FigurePicture },
): void {
  const { shares_P } = sharesOf(view);
  const side = sideOf(patches);
  const [columns, rows] = picture.grid;
  context.globalAlpha = 0.7;
  for (const [p, patch] of patches.entries()) {
    // The thumbnail shows the whole picture once more.
    if (patch.image !== image || patch.thumbnail || !Number.isFinite(shares_P[p])) continue;
    const [red, green, blue] = heat(shares_P[p]!);
    const place = inPixels(
      patchPlace(patch, { grid: [columns, rows] }, side),
      context.canvas.width,
      context.canvas.height,
    );
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(place.left, place.top, place.width, place.height);
  }
  context.globalAlpha = 1;
}

function paintGrid(context: CanvasRenderingContext2D, { grid: [columns, rows] }: FigurePicture): void {
  for (let tile = 0; tile < columns * rows; tile++) {
    const [column, row] = [tile % columns, Math.floor(tile / columns)];
    outline(context, { left: column / columns, top: row / rows, width: 1 / columns, height: 1 / rows });
  }
}

function paintBoxes(context: CanvasRenderingContext2D, boxes: readonly AnsweredBox[]): void {
  context.font = `${Math.max(11, Math.round(context.canvas.width / 40))}px sans-serif`;
  for (const box of boxes) {
    const { left, top } = outline(context, box);
    if (box.name === '') continue;
    context.lineWidth = 3;
    context.strokeStyle = 'black';
    context.strokeText(box.name, left + 4, top + 14);
    context.fillStyle = 'white';
    context.fillText(box.name, left + 4, top + 14);
  }
}

/** White between black, so that it stands out on every picture. */
function outline(context: CanvasRenderingContext2D, place: Omit<AnsweredBox, 'name'>) {
  const pixels = inPixels(place, context.canvas.width, context.canvas.height);
  for (const [width, colour] of [
    [4, 'black'],
    [2, 'white'],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.strokeRect(pixels.left, pixels.top, pixels.width, pixels.height);
  }
  return pixels;
}

function toggle(text: string, onChange: () => void) {
  // Made by its tag.
  const control = element('input', { attributes: { type: 'checkbox' } }) as HTMLInputElement;
  control.addEventListener('change', onChange);
  return { element: element('label', { className: 'toggle' }, control, element('span', { text })), control };
}

function canvasLike({ width, height }: HTMLCanvasElement, name: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', name);
  return canvas;
}

const baseName = (path: string): string => /[^/\\]*$/.exec(path)?.[0] ?? '';
