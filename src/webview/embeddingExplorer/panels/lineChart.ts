import { rangeOf } from '../picture/heat.ts';

const [width, height, margin] = [240, 64, 6];

/**
 * Small lines over the layers, the first with a mark at the one that is shown; a click goes to a layer. A second line has
 * as many places as it has layers.
 */
export function lineChart(
  lines: readonly (readonly (number | undefined)[])[],
  label: string,
  goTo: (index: number) => void,
) {
  const known = lines.map((values) => values.map((value) => value ?? NaN));
  const [first = []] = known;
  const scale = scaleOf(known.flat());
  const x = (index: number, count = first.length): number =>
    margin + ((width - 2 * margin) * index) / Math.max(1, count - 1);
  const svg = part('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label, class: 'line-chart' });
  const mark = part('circle', { r: '4', class: 'mark' });
  const here = part('line', { class: 'here', y1: '0', y2: String(height) });
  const paths = known.map((values, i) =>
    part('path', { class: i === 0 ? 'line' : 'line second', d: pathOf(values, (at) => x(at, values.length), scale) }),
  );
  svg.append(here, ...paths.reverse(), mark);
  svg.addEventListener('click', ({ clientX }) => {
    const { left, width: shownWidth } = svg.getBoundingClientRect();
    const share = ((clientX - left) / shownWidth) * width - margin;
    const index = Math.round((share / (width - 2 * margin)) * (first.length - 1));
    goTo(Math.min(first.length - 1, Math.max(0, index)));
  });
  return {
    element: svg,
    mark: (index: number) => {
      const value = first[index] ?? NaN;
      mark.setAttribute('visibility', Number.isFinite(value) ? 'visible' : 'hidden');
      mark.setAttribute('cx', String(x(index)));
      mark.setAttribute('cy', String(Number.isFinite(value) ? scale(value) : 0));
      for (const end of ['x1', 'x2']) here.setAttribute(end, String(x(index)));
    },
  };
}

/** From a value to its height: all of them fill the chart. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const { least, most } = rangeOf(values) ?? { least: 0, most: 0 };
  return (value) => height - margin - ((height - 2 * margin) * (value - least)) / (most - least || 1);
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
