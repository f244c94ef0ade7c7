import { element } from '../element.ts';
import { t } from '../localise.ts';
import { indexOf, rangeOfCurves, type Curve } from './curve.ts';
import type { ChartText } from './chartText.ts';
import { shortNumber } from './scale.ts';

/** The curves as numbers, at some twenty places across. */
export function chartTable(
  curves: readonly Curve[],
  { title, across }: ChartText,
  format: (value: number) => string,
): HTMLElement {
  const [least, most] = rangeOfCurves(
    curves.map(({ xs }) => xs),
    'linear',
  ) ?? [0, 0];
  const places = [
    ...new Set(Array.from({ length: rows }, (_, i) => Math.round(least + (i / (rows - 1)) * (most - least)))),
  ];
  const head = [across(), ...curves.map(({ name }) => name)].map((text) =>
    element('th', { text, attributes: { scope: 'col' } }),
  );
  const body = places.map((place) =>
    element(
      'tr',
      {},
      element('th', { text: shortNumber(place), attributes: { scope: 'row' } }),
      ...curves.map(({ xs, ys }) => element('td', { text: format(ys[indexOf(xs, place)] ?? NaN) })),
    ),
  );
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  const attributes = { tabindex: '0', role: 'region', 'aria-label': t('{0}, as a table', title) };
  return element('div', { className: 'scrolled', attributes }, table);
}

const rows = 20;
