import { askEach, askLessons } from '../ask.ts';
import type { Chance } from '../chance.ts';
import type { Family, Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { drawWear } from '../wear.ts';
import { drawChartData } from './chartData.ts';
import { chartLevels, type ChartLevel } from './chartLevels.ts';
import { chartQuestions } from './chartQuestions.ts';
import { drawChartStyle } from './chartStyle.ts';
import { drawChart } from './drawChart.ts';
import { fitted, furnished } from './furniture.ts';
import { tellChart } from './tellChart.ts';

/** Numbers as bars, lines, pies and points. */
export const charts: Family = {
  levels: chartLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (level, chance, split) => drawScene(chartLevels[level]!, chance, split),
};

function drawScene(level: ChartLevel, chance: Chance, split: Split): Scene {
  const plain = drawChartStyle(level.grounds, split, chance);
  const style = split === 'train' && chance.happens(furnishedShare) ? furnished(plain, chance) : plain;
  const data = drawChartData(split === 'train' ? titledNowAndThen(level) : level, style.ground, split, chance);
  const reading = chance.pick(level.reading);
  const { svg, places } = drawChart(fitted(data, style), style, reading);
  const readable = reading !== 'none' || (data.kind !== 'pie' && style.furniture?.isNumbered === true);
  const scene = { ...data, places, readable, varied: level.varied, split, ...tellChart(data, readable, places) };
  const questions = askEach(chartQuestions, level.asks, scene, chance);
  const lessons = askLessons(chartQuestions, lessonKinds, { scene, split, asked: questions }, chance);
  return { ground: style.ground, body: svg, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

const furnishedShare = 0.5;

/** What is not there, and what is: titles and values are asked for from the first level on, where there are some. */
const lessonKinds = ['title', 'value', 'refusal'] as const;

/** Without titles at easy levels, one could tell from the question that there is none. */
function titledNowAndThen(level: ChartLevel): ChartLevel {
  return { ...level, titled: Math.max(level.titled, 0.25) };
}
