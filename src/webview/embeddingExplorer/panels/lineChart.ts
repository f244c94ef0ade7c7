import { rangeOf } from '../picture/heat.ts';

const [width, height, margin] = [240, 64, 6];

/** A small line over the layers, with a mark at the one that is shown; a click goes to a layer. */
export function lineChart(values: readonly (number | undefined)[], label: string, goTo: (index: number) => void) {
  const known = values.map((value) => value ?? NaN);
  const range = rangeOf(known);
  const x = (index: number): number => margin + ((width - 2 * margin) * index) / Math.max(1, values.length - 1);
  const y = (value: number): number =>
    height -
    margin -
    ((height - 2 * margin) * (value - (range?.least ?? 0))) / ((range ? range.most - range.least : 0) || 1);
  const svg = part('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, class: 'line-chart' });
  const mark = part('circle', { r: '4', class: 'mark' });
  const here = part('line', { class: 'here', y1: '0', y2: String(height) });
  svg.append(here, part('path', { class: 'line', d: pathOf(known, x, y) }), mark);
  svg.addEventListener('click', ({ clientX }) => {
    const { left, width: shownWidth } = svg.getBoundingClientRect();
    const share = ((clientX - left) / shownWidth) * width - margin;
    const index = Math.round((share / (width - 2 * margin)) * (values.length - 1));
    goTo(Math.min(values.length - 1, Math.max(0, index)));
  });
  return {
    element: svg,
    mark: (index: number) => {
      const value = known[index] ?? NaN;
      mark.setAttribute('visibility', Number.isFinite(value) ? 'visible' : 'hidden');
      mark.setAttribute('cx', String(x(index)));
      mark.setAttribute('cy', String(Number.isFinite(value) ? y(value) : 0));
      for (const end of ['x1', 'x2']) here.setAttribute(end, String(x(index)));
    },
  };
}

/** Gaps stay where there is no number. */
function pathOf(values: readonly number[], x: (index: number) => number, y: (value: number) => number): string {
  let isDrawing = false;
  return values
    .map((value, index) => {
      if (!Number.isFinite(value)) {
        isDrawing = false;
        return '';
      }
      const command = `${isDrawing ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      isDrawing = true;
      return command;
    })
    .join('');
}

function part(tag: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
