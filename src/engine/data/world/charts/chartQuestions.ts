import type { Ask } from '../ask.ts';
import { captionQuestions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { phrase } from '../phrase.ts';
import type { Split } from '../split.ts';
import { labelOf } from '../text/strings.ts';
import type { ChartScene, Datum } from './chartScene.ts';

/** Every kind of question about charts. */
export const chartQuestions = {
  kind: askKind,
  title: askTitle,
  highest: (scene, chance) => askExtreme(scene, 'highest', chance),
  lowest: (scene, chance) => askExtreme(scene, 'lowest', chance),
  value: askValue,
  colour: askColour,
  count: askCount,
  trend: askTrend,
  refusal: askMissing,
  ...captionQuestions,
} as const satisfies Record<string, Ask<ChartScene>>;

export type ChartQuestionKind = keyof typeof chartQuestions;

type Asked = ReturnType<Ask<ChartScene>>;

/** What the parts of a chart are called. */
const parts = { bar: 'bar', line: 'point', pie: 'slice', scatter: 'point' } as const;

const chartWords = { bar: 'bar', line: 'line', pie: 'pie', scatter: 'scatter' } as const;

function askKind({ kind, varied, places }: ChartScene, chance: Chance): Asked {
  const ways = ['What kind of chart is it?', 'What type of chart is this?'] as const;
  return { question: phrase(ways, varied, chance), answer: chartWords[kind], regions: [places.plot] };
}

function askTitle({ title, places, varied }: ChartScene, chance: Chance): Asked {
  if (title === undefined || !places.title) return undefined;
  const ways = ['What is the title?', 'What is the title of the chart?'] as const;
  return { question: phrase(ways, varied, chance), answer: title, regions: [places.title] };
}

const extremes = {
  highest: { bar: 'highest', line: 'highest', pie: 'largest', scatter: 'highest' },
  lowest: { bar: 'lowest', line: 'lowest', pie: 'smallest', scatter: 'lowest' },
} as const;

/** Which datum is the largest or the smallest; only where one is so alone, and has a name. */
function askExtreme(
  { kind, data, places, varied, trend }: ChartScene,
  which: keyof typeof extremes,
  chance: Chance,
): Asked {
  if (kind === 'scatter' || trend === 'flat') return undefined;
  const sorted = data.toSorted((one, other) =>
    which === 'highest' ? other.value - one.value : one.value - other.value,
  );
  // Every chart has two data at least.
  const best = sorted[0]!;
  const word = extremes[which][kind];
  const ways = [`Which ${parts[kind]} is ${word}?`, `Which is the ${word} ${parts[kind]}?`] as const;
  return { question: phrase(ways, varied, chance), answer: best.label, regions: [placeOf(best, data, places)] };
}

function askValue({ kind, data, readable, places, varied }: ChartScene, chance: Chance): Asked {
  if (!readable || kind === 'scatter') return undefined;
  const datum = chance.pick(data);
  const ways = [`What is the value of ${datum.label}?`, `How high is ${datum.label}?`] as const;
  const question = kind === 'bar' ? phrase(ways, varied, chance) : ways[0];
  return { question, answer: String(datum.value), regions: [placeOf(datum, data, places)] };
}

function askColour({ kind, data, places, varied }: ChartScene, chance: Chance): Asked {
  const datum = chance.pick(data);
  if (datum.colour === undefined) return undefined;
  const part = parts[kind];
  const ways = [`What colour is the ${part} ${datum.label}?`, `What color is the ${part} ${datum.label}?`] as const;
  return { question: phrase(ways, varied, chance), answer: datum.colour, regions: [placeOf(datum, data, places)] };
}

function askCount({ kind, data, places }: ChartScene): Asked {
  if (kind === 'scatter') return undefined;
  return { question: `How many ${parts[kind]}s are there?`, answer: String(data.length), regions: places.data };
}

function askTrend({ kind, trend, places, varied }: ChartScene, chance: Chance): Asked {
  if (!trend) return undefined;
  const what = kind === 'line' ? 'Does the line' : 'Do the points';
  const ways = [`${what} go up, down or stay flat?`, 'What is the trend?'] as const;
  return { question: phrase(ways, varied, chance), answer: trend, regions: places.data };
}

/** A value of a name that is not there, or a title where there is none. */
function askMissing({ data, kind, title, split }: ChartScene, chance: Chance): Asked {
  if (title === undefined && chance.happens(0.4))
    return { question: 'What is the title?', answer: 'There is no title.', regions: [] };
  const other = chance.happens(letterShare(data, split))
    ? chance.pick(['A', 'B', 'C', 'D', 'E', 'F', 'X'])
    : labelOf([3, 5], split, chance);
  if (kind === 'scatter' || data.some(({ label }) => label === other)) return undefined;
  return { question: `What is the value of ${other}?`, answer: `There is no ${other}.`, regions: [] };
}

/** Training mostly asks for what is named like the data: a word among letters would tell that it is missing. */
function letterShare(data: readonly Datum[], split: Split): number {
  if (split !== 'train') return 0.5;
  return data.every(({ label }) => label.length === 1) ? 0.8 : 0.1;
}

function placeOf(datum: Datum, data: readonly Datum[], { data: boxes }: ChartScene['places']) {
  // There is a box for each datum.
  return boxes[data.indexOf(datum)]!;
}
