import type { ScoreRow } from '../../engine/api/evaluationApi.ts';
import { runStates } from '../../engine/api/trainingApi.ts';
import { isRecord } from '../shared/isRecord.ts';
import type { BenchmarkComparison, BenchmarkOutput, TrainingOutput, TrainingStageOutput } from '../trainingProtocol.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A training run out of a notebook; undefined for what is none. */
export function readTraining({ name, state, problem, stages }: Fields): TrainingOutput | undefined {
  const known = runStates.find((one) => one === state);
  const read = listOf(stages, stageOf, mostStages);
  if (typeof name !== 'string' || !known || !read) return undefined;
  return { version: 1, name, state: known, stages: read, ...(typeof problem === 'string' && { problem }) };
}

/** Results of a benchmark out of a notebook; undefined for what is none. */
export function readBenchmark({ results, comparisons }: Fields): BenchmarkOutput | undefined {
  const read = listOf(results, resultOf, mostResults);
  const compared = listOf(comparisons, comparisonOf, mostResults);
  return read && compared && read.length > 0 ? { version: 1, results: read, comparisons: compared } : undefined;
}

const mostStages = 50;
const mostResults = 20;
const mostRows = 2000;
const mostPoints = 2000;

function stageOf(value: unknown): TrainingStageOutput | undefined {
  if (!isRecord(value)) return undefined;
  const { name, steps, reached } = value;
  const step = listOf(value['step'], numberOf, mostPoints);
  const evaluations = listOf(value['evaluations'], evaluationOf, mostPoints);
  const accuracy = listOf(value['accuracy'], accuracyOf, mostRows);
  if (typeof name !== 'string' || !isNumber(steps) || !isNumber(reached) || !step || !evaluations || !accuracy)
    return undefined;
  const column = (values: unknown) => listOf(values, (one) => (isNumber(one) ? one : null), mostPoints) ?? [];
  return {
    ...{ name, steps, reached, step, evaluations, accuracy },
    ...{ loss: column(value['loss']), rate: column(value['rate']) },
    samplesPerSecond: column(value['samplesPerSecond']),
  };
}

function evaluationOf(value: unknown): TrainingStageOutput['evaluations'][number] | undefined {
  if (!isRecord(value) || !isNumber(value['step'])) return undefined;
  const { step, loss, score } = value;
  return { step, loss: isNumber(loss) ? loss : null, score: isNumber(score) ? score : null };
}

function accuracyOf(value: unknown): TrainingStageOutput['accuracy'][number] | undefined {
  if (!isRecord(value)) return undefined;
  const { task, level, answers, right } = value;
  if (typeof task !== 'string' || !isNumber(level) || !isNumber(answers) || !isNumber(right)) return undefined;
  return { task, level, answers, right };
}

function resultOf(value: unknown): BenchmarkOutput['results'][number] | undefined {
  if (!isRecord(value)) return undefined;
  const { benchmark, model, precision, device, seconds, trained } = value;
  const total = rowOf(value['total']);
  const families = listOf(value['families'], rowOf, mostRows);
  const tasks = listOf(value['tasks'], rowOf, mostRows);
  const mistakes = listOf(value['mistakes'], mistakeOf, mostRows);
  if (![benchmark, model, precision, device].every((one) => typeof one === 'string') || !isNumber(seconds))
    return undefined;
  if (!total || !families || !tasks || !mistakes) return undefined;
  // Texts, as was just seen; what device and precision are called is only shown.
  const named = { benchmark, model, precision, device } as Pick<
    BenchmarkOutput['results'][number],
    'benchmark' | 'model' | 'precision' | 'device'
  >;
  return {
    ...named,
    benchmarkHash: '',
    outcomes: '',
    trained: trained !== false,
    seconds,
    total,
    families,
    tasks,
    mistakes,
  };
}

function rowOf(value: unknown): ScoreRow | undefined {
  if (!isRecord(value)) return undefined;
  const { task, level, answers, exact, alike, blind, overlap, interval } = value;
  const ends = pairOf(interval);
  if (typeof task !== 'string' || !isNumber(level) || !isNumber(answers) || !isNumber(exact)) return undefined;
  if (!isNumber(alike) || !isNumber(blind) || !ends) return undefined;
  return { task, level, answers, exact, alike, blind, interval: ends, ...(isNumber(overlap) && { overlap }) };
}

function mistakeOf(value: unknown): BenchmarkOutput['results'][number]['mistakes'][number] | undefined {
  if (!isRecord(value)) return undefined;
  const [task, question, expected, found] = ['task', 'question', 'expected', 'found'].map((key) => String(value[key]));
  // Four texts were made of four keys.
  return { task: task!, question: question!, expected: expected!, found: found! };
}

function comparisonOf(value: unknown): BenchmarkComparison | undefined {
  if (!isRecord(value)) return undefined;
  const { model, than, gained, lost, difference, interval } = value;
  const ends = pairOf(interval);
  if (typeof model !== 'string' || typeof than !== 'string' || !ends) return undefined;
  if (!isNumber(gained) || !isNumber(lost) || !isNumber(difference)) return undefined;
  return { model, than, gained, lost, difference, interval: ends };
}

function pairOf(value: unknown): [number, number] | undefined {
  const [low, high, ...more] = listOf(value, numberOf, 3) ?? [];
  return low !== undefined && high !== undefined && more.length === 0 ? [low, high] : undefined;
}

/** A list whose every item is read; undefined where one cannot be. */
function listOf<T>(values: unknown, read: (value: unknown) => T | undefined, most: number): T[] | undefined {
  if (!Array.isArray(values) || values.length > most) return undefined;
  const items: T[] = [];
  for (const value of values) {
    const item = read(value);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

const numberOf = (value: unknown) => (isNumber(value) ? value : undefined);

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
