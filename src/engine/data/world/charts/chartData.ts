import type { Chance } from '../chance.ts';
import { colourDistance, colourNames, shadeOf, type ColourName } from '../palette.ts';
import type { Split } from '../split.ts';
import { drawShortLabels } from '../text/shortLabels.ts';
import { labelOf } from '../text/strings.ts';
import type { ChartLevel } from './chartLevels.ts';
import type { ChartData, Datum, Trend } from './chartScene.ts';

/** Draws numbers by lot, with names, a title and, for lines and points, a direction. */
export function drawChartData(level: ChartLevel, ground: string, split: Split, chance: Chance): ChartData {
  const kind = chance.pick(level.kinds);
  const top = chance.pick([10, 100]);
  const trend = chance.happens(trendShare[kind]) ? chance.pick(['up', 'down', 'flat'] as const) : undefined;
  const count = kind === 'scatter' ? chance.whole(6, 12) : Math.max(chance.whole(...level.count), trend ? 3 : 2);
  const values = trend ? trendValues(count, top, trend, chance) : apartValues(count, top, chance);
  const labels = drawLabels(count, kind === 'scatter' ? 'letters' : level.labels, split, chance);
  const colours =
    kind === 'pie' || (kind === 'bar' && chance.happens(level.colourful)) ? drawColours(count, ground, chance) : [];
  const data = values.map((value, at): Datum => {
    const colour = colours[at];
    // There are as many labels as values.
    return { label: labels[at]!, value, ...(colour && { colour }) };
  });
  const title = chance.happens(level.titled) ? { title: drawTitle(split, chance) } : {};
  return { kind, data, top, ...title, ...(trend && { trend }) };
}

// Lines may go anywhere as well; bars and slices are in no order.
const trendShare = { bar: 0, pie: 0, line: 0.7, scatter: 1 } as const;

/** Values in tenths of the scale, no two the same: none is as high as another, and each can be read off. */
function apartValues(count: number, top: number, chance: Chance): number[] {
  const tenths = chance.shuffled([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).slice(0, count);
  return tenths.map((tenth) => (tenth * top) / 10);
}

/** Values that rise, fall or stay: steps of a tenth of the scale up or down, or none. */
function trendValues(count: number, top: number, trend: Trend, chance: Chance): number[] {
  if (trend === 'flat') {
    const level = chance.whole(3, 8);
    return Array.from({ length: count }, () => (level * top) / 10);
  }
  const most = Math.min(10, Math.max(count, 7));
  const rising = Array.from({ length: count }, (_, at) => Math.round(1 + ((most - 1) * at) / (count - 1)));
  const values = rising.map((tenth) => (tenth * top) / 10);
  return trend === 'up' ? values : values.toReversed();
}

function drawLabels(count: number, labels: ChartLevel['labels'], split: Split, chance: Chance): string[] {
  if (split === 'train' && chance.happens(0.4)) return drawShortLabels(count, chance);
  if (labels === 'letters') return Array.from('ABCDEFGHIJKLMNOP').slice(0, count);
  // A picture of 112 units has room for five words of three letters, or for two or three of five.
  const longest = Math.max(3, Math.min(5, Math.floor(16 / count)));
  const found = new Set<string>();
  while (found.size < count) found.add(labelOf([3, longest], split, chance));
  return [...found];
}

function drawTitle(split: Split, chance: Chance): string {
  const word = labelOf([3, 9], split, chance);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function drawColours(count: number, ground: string, chance: Chance): ColourName[] {
  const visible = colourNames.filter((name) => name !== 'white' && colourDistance(shadeOf(name), ground) > 160);
  return chance.shuffled(visible).slice(0, count);
}
