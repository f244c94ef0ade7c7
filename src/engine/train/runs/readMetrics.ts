import {
  stepColumns,
  type EvaluationPoint,
  type Prediction,
  type RejectedSample,
  type StagePart,
  type TaskAccuracy,
} from '../../api/trainingApi.ts';
import { pinnedOf } from './pinned.ts';
import { readSaid } from './readSaid.ts';

/** Lines of a run's metrics as columns and lists. A line that was edited into something else counts for nothing. */
export function readMetrics(text: string): Omit<StagePart, 'stage' | 'isAnew'> {
  const lines = text.split('\n').flatMap(parseLine);
  const ofKind = (kind: string): Line[] => lines.filter((line) => line['kind'] === kind);
  const steps = ofKind('step');
  const columns = stepColumns.map((column) => [column, Float64Array.from(steps, (line) => numberOf(line[column]))]);
  return {
    // One entry for each name of the list that the type is made from.
    steps: Object.fromEntries(columns) as StagePart['steps'],
    evaluations: ofKind('evaluation').map(evaluationOf),
    predictions: ofKind('prediction').flatMap(predictionOf),
    rejected: ofKind('rejected').slice(0, mostRejected).map(rejectedOf),
  };
}

/** Enough to see what is wrong with the data. */
const mostRejected = 100;

type Line = Readonly<Record<string, unknown>>;

function parseLine(text: string): Line[] {
  if (text === '') return [];
  try {
    const read: unknown = JSON.parse(text);
    return isObject(read) && Number.isFinite(read['step']) ? [read] : [];
  } catch {
    // Cut short when a process was killed, or edited by hand.
    return [];
  }
}

function evaluationOf(line: Line): EvaluationPoint {
  const { step, loss, score, isBest, accuracy } = line;
  return {
    ...{ step: numberOf(step), loss: numberOf(loss), score: numberOf(score), isBest: isBest === true },
    accuracy: isObject(accuracy) ? Object.entries(accuracy).flatMap(([task, levels]) => levelsOf(task, levels)) : [],
  };
}

function levelsOf(task: string, levels: unknown): TaskAccuracy[] {
  if (!isObject(levels)) return [];
  return Object.entries(levels).flatMap(([level, found]) =>
    isObject(found)
      ? [{ task, level: numberOf(Number(level)), answers: numberOf(found['answers']), right: numberOf(found['right']) }]
      : [],
  );
}

function predictionOf(line: Line): Prediction[] {
  const { answer, problem, step } = line;
  const said = readSaid(problem);
  return pinnedOf(line).map((question) => ({
    ...{ ...question, step: numberOf(step) },
    ...(typeof answer === 'string' && { answer }),
    ...(said !== undefined && { problem: said }),
  }));
}

function rejectedOf({ step, source, index, reason }: Line): RejectedSample {
  return {
    step: numberOf(step),
    source: String(source),
    index: numberOf(index),
    reason: readSaid(reason) ?? String(reason),
  };
}

function isObject(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}
