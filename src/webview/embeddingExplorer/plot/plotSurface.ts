// P points · 3 axes, or red, green and blue

import { element } from '../../shared/element.ts';
import { createCanvasSurface } from './canvasSurface.ts';
import { createGlSurface } from './glSurface.ts';
import type { Frame, Surface } from './surface.ts';

/**
 * Draws on a plain canvas at first, because a graphics card takes its time to get ready; by the card as soon as it is; and
 * on a plain canvas again where there is no card, or when it is lost.
 */
export class PlotSurface {
  readonly #plot: HTMLElement;
  readonly #onFallback: () => void;
  readonly #usesCard: boolean;
  #surface: Surface | undefined;
  #isFallback = false;
  #isClosed = false;
  #shown: { from_P3: Float32Array; to_P3: Float32Array; colours_P3: Uint8Array; marks_P: Uint8Array } = nothing;
  #frame: Frame | undefined;

  /**
   * Lays its canvas into the plot. `onFallback` is called when no graphics card will draw from now on. `usesCard` is false
   * where many plots are on one page: a browser keeps only a few open on the card.
   */
  constructor(plot: HTMLElement, onFallback: () => void, { usesCard = true } = {}) {
    this.#usesCard = usesCard;
    this.#plot = plot;
    this.#onFallback = onFallback;
    this.#open(createCanvasSurface);
  }

  /** No graphics card draws, and none is being made ready. */
  get isFallback(): boolean {
    return this.#isFallback;
  }

  get canvas(): HTMLCanvasElement | undefined {
    return this.#surface?.canvas;
  }

  setPositions(from_P3: Float32Array, to_P3: Float32Array): void {
    this.#shown = { ...this.#shown, from_P3, to_P3 };
    this.#surface?.setPositions(from_P3, to_P3);
  }

  setColours(colours_P3: Uint8Array): void {
    this.#shown = { ...this.#shown, colours_P3 };
    this.#surface?.setColours(colours_P3);
  }

  setMarks(marks_P: Uint8Array): void {
    this.#shown = { ...this.#shown, marks_P };
    this.#surface?.setMarks(marks_P);
  }

  draw(frame: Frame): void {
    // Only when something was seen, so that nobody waits for the card.
    if (!this.#frame && this.#usesCard) afterPaint(() => this.#accelerate());
    this.#frame = frame;
    this.#surface?.draw(frame);
  }

  /** Gives back at once what it holds. */
  close(): void {
    this.#isClosed = true;
    this.#surface?.close();
    this.#surface = undefined;
    this.#shown = nothing;
  }

  #accelerate(): void {
    if (!this.#isClosed && !this.#open(createGlSurface)) this.#fallBack();
  }

  #fallBack(): void {
    if (this.#isClosed) return;
    this.#isFallback = true;
    if (this.#surface?.isAccelerated !== false) this.#open(createCanvasSurface);
    this.#onFallback();
  }

  /** Draws what is shown on a new canvas, which then takes the place of the old one. */
  #open(create: (canvas: HTMLCanvasElement) => Surface | undefined): boolean {
    // By its tag.
    const canvas = element('canvas', {
      className: 'points',
      attributes: { 'aria-hidden': 'true' },
    }) as HTMLCanvasElement;
    const surface = create(canvas);
    if (!surface) return false;
    const { from_P3, to_P3, colours_P3, marks_P } = this.#shown;
    surface.setPositions(from_P3, to_P3);
    surface.setColours(colours_P3);
    surface.setMarks(marks_P);
    if (this.#frame) surface.draw(this.#frame);
    const before = this.#surface;
    this.#surface = surface;
    this.#plot.prepend(canvas);
    before?.canvas.remove();
    before?.close();
    canvas.addEventListener('webglcontextlost', () => this.#surface === surface && this.#fallBack(), { once: true });
    return true;
  }
}

const none_P3 = new Float32Array(0);
const nothing = { from_P3: none_P3, to_P3: none_P3, colours_P3: new Uint8Array(0), marks_P: new Uint8Array(0) };

/** Calls back when what was drawn in this frame is on the screen. */
function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then));
}
