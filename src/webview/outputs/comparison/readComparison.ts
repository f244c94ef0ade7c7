import { isObject } from '../outputKind.ts';

/** Answers side by side. */
export interface Comparison {
  /** What sets them apart: each is another model's, or about another picture. */
  readonly of: 'models' | 'pictures';
  readonly answers: readonly ComparedAnswer[];
}

/** What a model made of the question. */
export interface ComparedAnswer {
  /** What the answer stands under. */
  readonly name: string;
  readonly model: string;
  readonly text: string;
  readonly isTrained: boolean;
  /** So small that it is often wrong. */
  readonly isSmall: boolean;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** What the model does before there are words. */
  readonly stage: string;
  /** Why there is no answer. */
  readonly problem: string;
  readonly finish: string;
  readonly device: string;
  readonly precision: string;
  readonly timings: Timings;
}

/** Not a number where the output does not say. */
export interface Timings {
  readonly firstTokenMs: number;
  readonly decodeTokens: number;
  readonly decodeMs: number;
  readonly memoryBytes: number;
}

/** A comparison; undefined for what is none. */
export function readComparison({ answers, of }: Readonly<Record<string, unknown>>): Comparison | undefined {
  if (!Array.isArray(answers) || answers.length === 0 || answers.length > mostAnswers) return undefined;
  const read = answers.map(readAnswer);
  if (!read.every((answer) => answer !== undefined)) return undefined;
  return { of: of === 'pictures' ? 'pictures' : 'models', answers: read };
}

const mostAnswers = 50;
const longestText = 200_000;

function readAnswer(answer: unknown): ComparedAnswer | undefined {
  if (!isObject(answer)) return undefined;
  const { name, model, text, problem, trained, state } = answer;
  const title = textOf(name) || textOf(model);
  const isWhole = typeof text === 'string' || typeof problem === 'string' || state === 'waiting';
  if (title === '' || !isWhole) return undefined;
  return {
    name: title.slice(0, 200),
    model: textOf(model).slice(0, 200),
    text: textOf(text).slice(0, longestText),
    isTrained: trained !== false,
    isSmall: answer['small'] === true,
    state: typeof problem === 'string' ? 'failed' : state === 'waiting' || state === 'running' ? state : 'done',
    stage: textOf(answer['stage']),
    problem: textOf(problem),
    finish: textOf(answer['finish']),
    device: textOf(answer['device']),
    precision: textOf(answer['precision']),
    timings: readTimings(answer),
  };
}

function readTimings({ timings, memoryBytes }: Readonly<Record<string, unknown>>): Timings {
  const own = isObject(timings) ? timings : {};
  const numberOf = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : NaN);
  return {
    firstTokenMs: numberOf(own['firstTokenMs']),
    decodeTokens: numberOf(own['decodeTokens']),
    decodeMs: numberOf(own['decodeMs']),
    memoryBytes: numberOf(memoryBytes),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
