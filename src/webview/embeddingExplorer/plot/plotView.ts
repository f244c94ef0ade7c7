// P points · 3 axes

import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { Palette } from '../space/colours.ts';
import type { Space } from '../space/space.ts';
import type { ExplorerState } from '../state.ts';
import { dragged, project, slanted, straightAhead, zoomed, type Camera, type Size } from './camera.ts';
import { placeLabels, type Label } from './labels.ts';
import { drawLabels, drawOutline, textMeasure } from './overlay.ts';
import { pointAt, pointsWithin, pointTowards, type Direction, type Pixel } from './picking.ts';
import { listenToPointer } from './pointer.ts';
import { PlotSurface } from './plotSurface.ts';
import { fitCanvas, marks, type Frame } from './surface.ts';
import { groundColour, themePalette } from './themeColours.ts';
import { wayGone } from './wayGone.ts';

/** What the plot tells its owner. */
export interface PlotEvents {
  /** The pointer is over a point, or over none; `pixel` is where. */
  onHover(point: number | undefined, pixel: Pixel): void;
  onPick(point: number | undefined, adds: boolean): void;
  onLasso(points: number[], adds: boolean): void;
  /** Points are drawn without a graphics card from now on. */
  onFallback(): void;
  /** The view has moved. */
  onLook?(camera: Camera): void;
}

/** The points: drawn, moved from layer to layer, turned, and picked. */
export class PlotView {
  readonly element: HTMLElement;
  readonly #events: PlotEvents;
  readonly #overlay = element('canvas', {
    className: 'overlay',
    attributes: { 'aria-hidden': 'true' },
  }) as HTMLCanvasElement; // By its tag.
  readonly #surface: PlotSurface;
  #space: Space | undefined;
  #state: ExplorerState | undefined;
  #camera: Camera = straightAhead;
  #from_P3: Float32Array = new Float32Array(0);
  #to_P3: Float32Array = new Float32Array(0);
  #walkBegan = -Infinity;
  #outline: Pixel[] = [];
  #hovered: number | undefined;
  #palette: Palette = themePalette();
  #frameAsked = false;
  /** The window outlives the plot, and would keep it for as long as it listens. */
  readonly #listening = new AbortController();
  readonly #resizes = new ResizeObserver(() => this.#askFrame());

  /** `describedBy` are the elements that say what is seen and which keys there are. */
  constructor(describedBy: string, events: PlotEvents, options: { usesCard?: boolean } = {}) {
    this.#events = events;
    const attributes = { ...plotAttributes(), 'aria-describedby': describedBy };
    this.element = element('div', { className: 'plot', attributes }, this.#overlay);
    this.#surface = new PlotSurface(this.element, () => events.onFallback(), options);
    this.#resizes.observe(this.element);
    window.addEventListener('pagehide', () => this.close(), { signal: this.#listening.signal });
    listenToPointer(this.element, {
      isLasso: () => this.#state?.isLasso === true,
      onDrag: (by) => this.#look(dragged(this.#camera, by, this.#size)),
      onZoom: (factor, at) => this.#look(zoomed(this.#camera, factor, at, this.#size)),
      onOutline: (outline) => this.#drawOutline(outline),
      onOutlined: (outline, adds) => this.#takeOutline(outline, adds),
      onMove: (pixel) => this.#hover(pixel && pointAt(this.seen(), pixel), pixel),
      onClick: (pixel, adds) => this.#events.onPick(pointAt(this.seen(), pixel), adds),
    });
  }

  /** No graphics card draws. */
  get isFallback(): boolean {
    return this.#surface.isFallback;
  }

  /** `camera` is from where it was looked at before, in the plane or not as the state says. */
  setSpace(space: Space, state: ExplorerState, positions_P3: Float32Array, camera?: Camera): void {
    this.#space = space;
    this.#from_P3 = this.#to_P3 = positions_P3;
    this.#walkBegan = -Infinity;
    this.#look(camera?.isFlat === state.isFlat ? camera : beginning(state));
    this.#surface.setPositions(this.#from_P3, this.#to_P3);
  }

  show(state: ExplorerState): void {
    const before = this.#state;
    this.#state = state;
    if (!this.#space) return;
    if (before && before.isFlat !== state.isFlat) this.#look(beginning(state));
    this.#surface.setMarks(this.#marks(this.#space, state));
    this.#askFrame();
  }

  /** Colours the points, now and whenever the theme changes. */
  colour(colours: (palette: Palette) => Uint8Array): void {
    this.#colours = colours;
    this.#surface.setColours(colours(this.#palette));
    this.#askFrame();
  }
  #colours: ((palette: Palette) => Uint8Array) | undefined;

  /** Takes the colours of the theme again. */
  recolour(): void {
    this.#palette = themePalette();
    if (this.#colours) this.colour(this.#colours);
  }

  /** Looks from the beginning again. */
  reset(): void {
    if (this.#state) this.#look(beginning(this.#state));
  }

  /** Moves the view by keys: pixels to drag it by, or a factor to zoom by. */
  move(by: { dx: number; dy: number } | number): void {
    const { width, height } = this.#size;
    const middle = { x: width / 2, y: height / 2 };
    this.#look(
      typeof by === 'number' ? zoomed(this.#camera, by, middle, this.#size) : dragged(this.#camera, by, this.#size),
    );
  }

  /** The next point in a direction on the screen. */
  towards(direction: Direction): number | undefined {
    return pointTowards(this.seen(), this.#state?.current, direction);
  }

  /** Where the points are seen now, in pixels, [P, 3]. */
  seen(): Float32Array {
    return project(wayGone(this.#from_P3, this.#to_P3, this.#progress()), this.#camera, this.#size);
  }

  /** Where single points are seen in a frame. */
  #seenIn({ camera, size, progress }: Pick<Frame, 'camera' | 'size' | 'progress'>): (point: number) => Pixel {
    return (point) => {
      const [from_3, to_3] = [this.#from_P3, this.#to_P3].map((all_P3) => all_P3.subarray(point * 3, point * 3 + 3));
      // Two were mapped.
      const [x = NaN, y = NaN] = project(wayGone(from_3!, to_3!, progress), camera, size);
      return { x, y };
    };
  }

  /** The words as they stand beside their points. */
  labels(): Label[] {
    return this.#labelsIn({ camera: this.#camera, size: this.#size, progress: this.#progress() });
  }

  #labelsIn(frame: Pick<Frame, 'camera' | 'size' | 'progress'>): Label[] {
    const [space, state] = [this.#space, this.#state];
    if (!space || !state) return [];
    const { size } = frame;
    const widthOf = textMeasure(this.#overlay);
    return placeLabels({ space, state, hovered: this.#hovered, seenAt: this.#seenIn(frame), size, widthOf });
  }

  /** The points as they are seen, with their labels. */
  image(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    this.#drawNow();
    fitCanvas(canvas, this.#size, devicePixelRatio);
    const context = canvas.getContext('2d');
    if (context && this.#surface.canvas) {
      context.fillStyle = groundColour();
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(this.#surface.canvas, 0, 0);
      context.drawImage(this.#overlay, 0, 0);
    }
    return canvas;
  }

  get #size(): Size {
    return { width: Math.max(1, this.element.clientWidth), height: Math.max(1, this.element.clientHeight) };
  }

  /** Lets the points walk from where they are. */
  walkTo(to_P3: Float32Array): void {
    this.#from_P3 = wayGone(this.#from_P3, this.#to_P3, this.#progress());
    this.#to_P3 = to_P3;
    this.#walkBegan = matchMedia('(prefers-reduced-motion: reduce)').matches ? -Infinity : performance.now();
    this.#surface.setPositions(this.#from_P3, this.#to_P3);
    this.#askFrame();
  }

  /** Shows nothing any more, and what the graphics card holds for it is given back at once. */
  close(): void {
    this.#listening.abort();
    this.#resizes.disconnect();
    this.#surface.close();
    this.#space = undefined;
  }

  /** Slow at both ends, so that the eye can follow. */
  #progress(): number {
    const share = Math.min(1, Math.max(0, (performance.now() - this.#walkBegan) / walkMs));
    return share * share * (3 - 2 * share);
  }

  #marks(space: Space, { selected, current }: ExplorerState): Uint8Array {
    const { points } = space;
    const marks_P = new Uint8Array(points.length).fill(selected.size > 1 ? marks.isAside : 0);
    for (let point = 0; point < points.length; point++)
      if (points[point]?.kind === 'text') marks_P[point]! += marks.isWord;
    for (const point of new Set([...selected, ...(current === undefined ? [] : [current])]))
      marks_P[point] =
        (marks_P[point]! & marks.isWord) +
        (selected.has(point) ? marks.isSelected : 0) +
        (point === current ? marks.isCurrent : 0);
    return marks_P;
  }

  #look(camera: Camera): void {
    this.#camera = camera;
    this.#events.onLook?.(camera);
    this.#askFrame();
  }

  #hover(point: number | undefined, pixel: Pixel | undefined): void {
    if (point === undefined && this.#hovered === undefined) return;
    this.#hovered = point;
    this.#events.onHover(point, pixel ?? { x: 0, y: 0 });
    this.#askFrame();
  }

  #drawOutline(outline: Pixel[]): void {
    this.#outline = outline;
    this.#askFrame();
  }

  #takeOutline(outline: Pixel[], adds: boolean): void {
    this.#outline = [];
    this.#events.onLasso(pointsWithin(this.seen(), outline), adds);
    this.#askFrame();
  }

  #askFrame(): void {
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    requestAnimationFrame(() => {
      this.#frameAsked = false;
      this.#drawNow();
      if (this.#progress() < 1) this.#askFrame();
    });
  }

  #drawNow(): void {
    if (!this.#space || !this.#state) return;
    const outline = this.#palette.text;
    const pointSize = sizeFor(this.#space.points.length);
    // The page is measured once a frame: what is drawn may change it, and measuring it anew takes time then.
    const [camera, size, progress] = [this.#camera, this.#size, this.#progress()];
    this.#surface.draw({ camera, size, pixelRatio: devicePixelRatio, progress, pointSize, outline });
    fitCanvas(this.#overlay, size, devicePixelRatio);
    drawLabels(this.#overlay, this.#labelsIn({ camera, size, progress }));
    drawOutline(this.#overlay, this.#outline);
  }
}

const plotAttributes = () => ({
  tabindex: '0',
  role: 'application',
  'aria-roledescription': t('plot'),
});

const walkMs = 600;

const beginning = ({ isFlat }: ExplorerState): Camera => (isFlat ? straightAhead : slanted);

/** Many points are small ones. */
function sizeFor(count: number): number {
  return count <= 400 ? 10 : count <= 4000 ? 7 : count <= 20_000 ? 5 : 3;
}
