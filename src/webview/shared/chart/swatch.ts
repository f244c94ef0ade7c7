const namespace = 'http://www.w3.org/2000/svg';

/** A piece of a curve of this style, dashed as the curve is, for what is said about it. */
export function swatch(style: number): SVGElement {
  const shown = document.createElementNS(namespace, 'svg');
  shown.setAttribute('class', 'swatch');
  shown.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(namespace, 'line');
  for (const [name, value] of Object.entries({ class: `style-${style % styles}`, x2: '28', y1: '1.5', y2: '1.5' }))
    line.setAttribute(name, value);
  shown.append(line);
  return shown;
}

/** How many looks of curves there are. */
export const styles = 6;
