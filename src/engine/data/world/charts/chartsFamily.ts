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
import { tellChart } from './tellChart.ts';

/** Numbers as bars, lines, pies and points. */
export const charts: Family = {
  levels: chartLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (level, chance, split) => drawScene(chartLevels[level]!, chance, split),
};

function drawScene(level: ChartLevel, chance: Chance, split: Split): Scene {
  const style = drawChartStyle(level.grounds, split, chance);
  const data = drawChartData(level, style.ground, split, chance);
  const reading = chance.pick(level.reading);
  const { svg, places } = drawChart(data, style, reading);
  const readable = reading !== 'none';
  const scene = { ...data, places, readable, varied: level.varied, split, ...tellChart(data, readable, places) };
  const questions = askEach(chartQuestions, level.asks, scene, chance);
  const lessons = askLessons(chartQuestions, lessonKinds(level), { scene, split, asked: questions }, chance);
  return { ground: style.ground, body: svg, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

/** What is not there is asked for where something like it could be. */
function lessonKinds({ asks }: ChartLevel): readonly 'refusal'[] {
  return asks.includes('value') ? ['refusal'] : [];
}
