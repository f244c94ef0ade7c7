import { element } from '../element.ts';
import { t } from '../localise.ts';
import { placesOf, valueAt, type Curve } from './curve.ts';
import type { ChartText } from './chartText.ts';
import { shortNumber } from './scale.ts';

/** The curves as numbers, at some twenty places of each. */
export function chartTable(
  curves: readonly Curve[],
  { title, across }: ChartText,
  format: (value: number) => string,
): HTMLElement {
  const places = placesOf(curves, rows);
  const head = [across(), ...curves.map(({ name }) => name)].map((text) =>
    element('th', { text, attributes: { scope: 'col' } }),
  );
  const body = places.map((place) =>
    element(
      'tr',
      {},
      element('th', { text: shortNumber(place), attributes: { scope: 'row' } }),
      ...curves.map(({ xs, ys }) => element('td', { text: format(valueAt({ xs, ys }, place)) })),
    ),
  );
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...body));
  const attributes = { tabindex: '0', role: 'region', 'aria-label': t('{0}, as a table', title) };
  return element('div', { className: 'scrolled', attributes }, table);
}

const rows = 20;
