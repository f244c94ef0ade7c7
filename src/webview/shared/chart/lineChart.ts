import { element } from '../element.ts';
import { t } from '../localise.ts';
import { chartTable } from './chartTable.ts';
import type { ChartText } from './chartText.ts';
import { indexOf, rangeOfCurves, smoothed, thinned, type Curve } from './curve.ts';
import { frameOf } from './frame.ts';
import { drawCurves, inset, type Drawing } from './drawCurves.ts';
import { scaleOf, shortNumber, type Range, type Scale } from './scale.ts';
import { swatch } from './swatch.ts';

/** How a chart is shown. */
export interface ChartView {
  readonly kind: 'linear' | 'log';
  /** How much earlier values count, in [0, 1). */
  readonly smoothing: number;
  /** The part that is shown; all of it where absent. */
  readonly range: Range | undefined;
}

/**
 * Curves over one axis, with their values at a cursor. All of it by keys as well, and as a table. `onRange` is told
 * which part the user wants to see; undefined is all of it.
 */
export class LineChart {
  readonly element: HTMLElement;
  readonly #text: ChartText;
  readonly #onRange: (range: Range | undefined) => void;
  readonly #plot = element('div', { className: 'plot', attributes: { tabindex: '0', role: 'group' } });
  readonly #legend = element('p', { className: 'legend' });
  readonly #spoken = element('span', { className: 'spoken', attributes: { 'aria-live': 'polite' } });
  readonly #table = element('details', {}, element('summary', { text: t('As a table') }));
  #curves: readonly Curve[] = [];
  #view: ChartView = { kind: 'linear', smoothing: 0, range: undefined };
  #drawing: Drawing | undefined;
  #cursor: number | undefined;

  constructor(text: ChartText, onRange: (range: Range | undefined) => void = () => undefined) {
    this.#text = text;
    this.#onRange = onRange;
    const heading = element('p', { className: 'title', text: text.title });
    this.element = element(
      'section',
      { className: 'chart' },
      heading,
      this.#plot,
      this.#legend,
      this.#table,
      this.#spoken,
    );
    new ResizeObserver(() => this.#draw()).observe(this.#plot);
    this.#table.addEventListener('toggle', () => this.#fillTable());
    this.#listen();
  }

  show(curves: readonly Curve[], view: ChartView): void {
    this.#curves = curves;
    this.#view = view;
    this.#draw();
    this.#fillTable();
  }

  #draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    const shown = this.#curves.filter(({ xs }) => xs.length > 0);
    const all = rangeOfCurves(
      shown.map(({ xs }) => xs),
      'linear',
    );
    if (!all || width === 0) {
      this.#drawing = undefined;
      const sentence = t('There are no values yet.');
      this.#plot.replaceChildren(element('p', { className: 'nothing', text: sentence }));
      this.#legend.replaceChildren();
      this.#plot.setAttribute('aria-label', `${this.#text.title}: ${sentence}`);
      return;
    }
    const { kind, smoothing, range = all } = this.#view;
    const curves = shown.map((curve) => thinned({ ...curve, ys: smoothed(curve.ys, smoothing) }, range, width));
    const raw = smoothing > 0 ? shown.map((curve) => thinned(curve, range, width)) : [];
    const y = this.#scaleUp(frameOf(shown, { kind, smoothing, range }) ?? [0, 1], height);
    const x = scaleOf(range, 'linear', Math.max(2, Math.floor(width / 80)));
    this.#drawing = drawCurves({ width, height, x, y, curves, raw });
    this.#plot.replaceChildren(this.#drawing.element);
    this.#plot.setAttribute('aria-label', this.#sentence());
    this.#showCursor(false);
  }

  #scaleUp(range: Range, height: number): Scale {
    const { whole = range, tick = shortNumber } = this.#text;
    const scale = scaleOf(range[0] === range[1] ? whole : range, this.#view.kind, Math.max(2, Math.floor(height / 30)));
    return { ...scale, ticks: scale.ticks.map(({ value }) => ({ value, text: tick(value) })) };
  }

  /** What the chart shows, for who does not see it. */
  #sentence(): string {
    const parts = this.#curves.flatMap(({ name, ys }) => {
      const range = rangeOfCurves([ys], 'linear');
      const last = ys.at(-1);
      if (!range || last === undefined) return [];
      return [t('{0}: last {1}, lowest {2}, highest {3}.', name, ...[last, ...range].map((one) => this.#format(one)))];
    });
    return [`${this.#text.title}.`, ...parts, keyHelp()].join(' ');
  }

  #format(value: number): string {
    return (this.#text.format ?? shortNumber)(value);
  }

  #showCursor(speaks: boolean): void {
    const at = this.#cursor;
    const spoken: string[] = [];
    const rows = this.#curves
      .filter(({ xs }) => xs.length > 0)
      .map(({ name, style, xs, ys }) => {
        const known = at === undefined ? xs.length : at < xs[0]! ? 0 : indexOf(xs, at) + 1;
        const value = this.#format(smoothed(ys.slice(0, known), this.#view.smoothing).at(-1) ?? NaN);
        spoken.push(`${name} ${value}`);
        return element('span', { className: 'entry' }, swatch(style), document.createTextNode(`${name} ${value}`));
      });
    const where = at === undefined ? t('last') : `${this.#text.across()} ${shortNumber(at)}`;
    this.#legend.replaceChildren(element('span', { className: 'where', text: where }), ...rows);
    this.#drawing?.mark(at);
    if (speaks) this.#spoken.textContent = [where, ...spoken].join(', ');
  }

  /** The table is made only for who opens it. */
  #fillTable(): void {
    if (!this.#table.hasAttribute('open')) return;
    const table = chartTable(this.#curves, this.#text, (value) => this.#format(value));
    // What scrolls stays: while the curves grow it keeps its place, and the focus.
    const before = this.#table.querySelector('.scrolled');
    if (before) before.replaceChildren(...table.children);
    else this.#table.append(table);
  }

  #listen(): void {
    const plot = this.#plot;
    let from: number | undefined;
    plot.addEventListener('pointermove', (event) => {
      this.#cursor = this.#valueAt(event);
      this.#drawing?.select(from, this.#cursor);
      this.#showCursor(false);
    });
    plot.addEventListener('pointerleave', () => {
      this.#cursor = undefined;
      this.#showCursor(false);
    });
    plot.addEventListener('pointerdown', (event) => {
      from = this.#valueAt(event);
      plot.setPointerCapture(event.pointerId);
    });
    plot.addEventListener('pointerup', (event) => {
      const to = this.#valueAt(event);
      // A click is no range.
      if (from !== undefined && to !== undefined && Math.abs(this.#share(to) - this.#share(from)) > 0.02)
        this.#onRange([Math.min(from, to), Math.max(from, to)]);
      from = undefined;
      this.#drawing?.select(undefined, undefined);
    });
    plot.addEventListener('dblclick', () => this.#onRange(undefined));
    plot.addEventListener('keydown', (event) => this.#onKey(event));
  }

  #onKey(event: KeyboardEvent): void {
    const act = Object.hasOwn(keys, event.key) && !event.ctrlKey && !event.metaKey ? keys[event.key] : undefined;
    if (!act || !this.#drawing) return;
    event.preventDefault();
    const { x } = this.#drawing;
    const [least, most] = [x.at(0), x.at(1)];
    const at = this.#cursor ?? most;
    const next = act({ range: [least, most], at });
    if (next.range !== undefined) this.#onRange(next.range === 'all' ? undefined : next.range);
    this.#cursor = Math.min(most, Math.max(least, next.at));
    this.#showCursor(true);
  }

  #valueAt({ clientX }: PointerEvent): number | undefined {
    if (!this.#drawing) return undefined;
    const { left, width } = this.#plot.getBoundingClientRect();
    const share = (clientX - left - inset.left) / (width - inset.left - inset.right);
    return this.#drawing.x.at(Math.min(1, Math.max(0, share)));
  }

  #share(value: number): number {
    return this.#drawing?.x.place(value) ?? 0;
  }
}

const keyHelp = () => t('Arrow keys move the cursor, + and − zoom, 0 shows all.');

interface Keyed {
  readonly range: Range;
  readonly at: number;
}

type Act = (now: Keyed) => { at: number; range?: Range | 'all' };

const moved =
  (share: number): Act =>
  ({ range: [least, most], at }) => ({ at: at + share * (most - least) });

/** A part of the range around the cursor. */
const zoomed =
  (factor: number): Act =>
  ({ range: [least, most], at }) => {
    const width = (most - least) * factor;
    return { at, range: [Math.max(0, at - width / 2), at + width / 2] };
  };

const keys: Readonly<Record<string, Act>> = {
  ArrowLeft: moved(-0.02),
  ArrowRight: moved(0.02),
  Home: ({ range }) => ({ at: range[0] }),
  End: ({ range }) => ({ at: range[1] }),
  '+': zoomed(0.5),
  '=': zoomed(0.5),
  '-': zoomed(2),
  '0': ({ at }) => ({ at, range: 'all' }),
  Escape: ({ at }) => ({ at, range: 'all' }),
};
