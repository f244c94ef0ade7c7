import type { ScoreRow } from '../../engine/api/evaluationApi.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';

/** A share as a bar with its interval and the level of chance, and as text. */
export function scoreBar({ answers, exact, alike, blind, overlap, interval: [low, high] }: ScoreRow): HTMLElement {
  const share = exact / Math.max(1, answers);
  const chance = blind / Math.max(1, answers);
  const svg = part('svg', {
    viewBox: `0 0 ${width} 14`,
    class: 'score-bar',
    'aria-hidden': 'true',
    focusable: 'false',
  });
  svg.append(
    part('rect', { class: 'ground', x: 0, y: 4, width, height: 6 }),
    part('rect', { class: 'share', x: 0, y: 4, width: share * width, height: 6 }),
    part('line', { class: 'interval', x1: low * width, x2: high * width, y1: 7, y2: 7 }),
    part('line', { class: 'chance', x1: chance * width, x2: chance * width, y1: 0, y2: 14 }),
  );
  const details = [
    t('{0} of {1} right to the character', exact, answers),
    t('{0} % up to case and look-alikes', percent(alike / Math.max(1, answers))),
    t('{0} % without looking', percent(chance)),
    ...(overlap === undefined ? [] : [t('{0} % of the words in common', percent(overlap / Math.max(1, answers)))]),
  ];
  const text = t('{0} % ({1} to {2}), blind {3} %', percent(share), percent(low), percent(high), percent(chance));
  return element(
    'div',
    { className: 'score', attributes: { title: details.join('\n') } },
    svg,
    element('span', { text }),
  );
}

const width = 110;

function percent(share: number): string {
  return String(Math.round(share * 100));
}

function part(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
