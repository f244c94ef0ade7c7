import type { Curve } from './curve.ts';
import type { Scale } from './scale.ts';

/** Curves with their axes. */
export interface Drawing {
  readonly element: SVGElement;
  readonly x: Scale;
  /** Draws the cursor at a value of the axis across, or takes it away. */
  mark(value: number | undefined): void;
  /** Shows which part is being chosen. */
  select(from: number | undefined, to: number | undefined): void;
}

interface Parts {
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly curves: readonly Curve[];
  /** The same before they were smoothed. */
  readonly raw: readonly Curve[];
}

/** What axes take of a plot, in pixels. */
export const inset = { left: 50, right: 10, top: 6, bottom: 20 } as const;

/** How far a single value is drawn around its place, in pixels. */
const dot = 4;

/** Draws curves as the theme's lines: colours and dashes come from the page's styles. */
export function drawCurves({ width, height, x, y, curves, raw }: Parts): Drawing {
  const across = (value: number): number => inset.left + x.place(value) * (width - inset.left - inset.right);
  const up = (value: number): number => height - inset.bottom - y.place(value) * (height - inset.top - inset.bottom);
  const svg = part('svg', { width, height, 'aria-hidden': 'true', focusable: 'false' });
  const frame = { x1: inset.left, x2: width - inset.right };
  for (const { value, text } of y.ticks)
    svg.append(
      part('line', { class: 'grid', ...frame, y1: up(value), y2: up(value) }),
      label(text, { x: inset.left - 6, y: up(value) + 4, 'text-anchor': 'end' }),
    );
  for (const { value, text } of x.ticks)
    svg.append(label(text, { x: inside(across(value), text, width), y: height - 5, 'text-anchor': 'middle' }));
  const inner = {
    ...{ x: inset.left - dot, y: inset.top - dot },
    width: Math.max(1, width - inset.left - inset.right + 2 * dot),
    height: Math.max(1, height - inset.top - inset.bottom + 2 * dot),
  };
  // A curve is cut where its axes end, but for a dot at the end: what lies beyond would run through their numbers.
  const clipped = part('svg', { ...inner, viewBox: `${inner.x} ${inner.y} ${inner.width} ${inner.height}` });
  for (const [curve, kind] of [
    ...raw.map((one) => [one, 'raw'] as const),
    ...curves.map((one) => [one, 'curve'] as const),
  ])
    clipped.append(...linesOf(curve, kind, across, up));
  const cursor = part('line', { class: 'cursor', y1: inset.top, y2: height - inset.bottom, visibility: 'hidden' });
  const chosen = part('rect', {
    class: 'chosen',
    y: inset.top,
    height: Math.max(0, height - inset.top - inset.bottom),
    visibility: 'hidden',
  });
  svg.append(clipped, chosen, cursor);
  return {
    element: svg,
    x,
    mark: (value) => {
      cursor.setAttribute('visibility', value === undefined ? 'hidden' : 'visible');
      for (const end of ['x1', 'x2']) cursor.setAttribute(end, String(across(value ?? 0)));
    },
    select: (from, to) => {
      const isShown = from !== undefined && to !== undefined;
      chosen.setAttribute('visibility', isShown ? 'visible' : 'hidden');
      if (!isShown) return;
      chosen.setAttribute('x', String(Math.min(across(from), across(to))));
      chosen.setAttribute('width', String(Math.abs(across(to) - across(from))));
    },
  };
}

/** The middle of a text that would be there, or as far from the edge as the text takes. */
function inside(middle: number, text: string, width: number): number {
  return Math.min(middle, width - (text.length * digit) / 2 - 2);
}

/** A digit is no wider in the letters of charts. */
const digit = 7;

/** A curve with gaps where there is no number; a single point is a dot. */
function linesOf(
  { xs, ys, style }: Curve,
  kind: 'raw' | 'curve',
  across: (value: number) => number,
  up: (value: number) => number,
): SVGElement[] {
  let [path, isDrawing, known] = ['', false, 0];
  let alone: SVGElement[] = [];
  for (const [i, x] of xs.entries()) {
    const height = up(ys[i] ?? NaN);
    if (!Number.isFinite(height)) isDrawing = false;
    else {
      path += `${isDrawing ? 'L' : 'M'}${across(x).toFixed(1)} ${height.toFixed(1)}`;
      isDrawing = true;
      if (++known === 1)
        alone = [part('circle', { class: `dot style-${style}`, cx: across(x), cy: height, r: dot - 0.5 })];
    }
  }
  return [part('path', { class: `${kind} style-${style}`, d: path }), ...(known === 1 ? alone : [])];
}

function label(text: string, attributes: Record<string, string | number>): SVGElement {
  const made = part('text', attributes);
  made.textContent = text;
  return made;
}

function part(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
