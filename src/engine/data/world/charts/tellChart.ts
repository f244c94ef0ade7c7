import { listed, type Told } from '../captions.ts';
import type { ChartData, ChartPlaces } from './chartScene.ts';

const names = { bar: 'a bar chart', line: 'a line chart', pie: 'a pie chart', scatter: 'a scatter plot' } as const;
const trends = { up: 'It goes up.', down: 'It goes down.', flat: 'It stays flat.' } as const;

/** A chart in words; values only where they can be read. */
export function tellChart(chart: ChartData, readable: boolean, places: ChartPlaces): Told {
  const { kind, title, trend } = chart;
  const titled = title === undefined ? '' : ` with the title ${title}`;
  const sentence = `The picture shows ${names[kind]}${titled}.`;
  const captions = {
    caption: `${names[kind]}${title === undefined ? '' : ` of ${title}`}`,
    sentence,
    description: [sentence, parts(chart, readable), trend && trends[trend]].filter(Boolean).join(' '),
  };
  return { captions, drawn: [places.plot, ...(places.title ? [places.title] : [])] };
}

function parts({ kind, data, trend }: ChartData, readable: boolean): string {
  if (kind === 'scatter') return `It has ${data.length} points.`;
  const names = listed(data.map(({ label, value }) => (readable ? `${label} is ${value}` : label)));
  const listing = readable ? `${names}.` : `It shows ${names}.`;
  if (trend) return listing;
  const [highest] = data.toSorted((one, other) => other.value - one.value);
  return `${listing} The ${kind === 'pie' ? 'largest' : 'highest'} is ${highest?.label}.`;
}
