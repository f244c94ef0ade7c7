import type { ExampleSource } from '../data/example.ts';
import type { Answerer } from './answerer.ts';
import { isAlike, isExact } from './likeness.ts';

/** Examples of one difficulty. */
export interface BenchmarkPart {
  readonly source: ExampleSource;
  readonly level: number;
  /** How many examples are read, from the first on. */
  readonly examples: number;
}

/** How a model answered the questions of one kind at one level. */
export interface TaskScore {
  readonly task: string;
  readonly level: number;
  readonly answers: number;
  /** Answers that were right to the character. */
  readonly exact: number;
  /** Right up to case and look-alikes. */
  readonly alike: number;
  /** What always giving the commonest answer to the same words would have got: the level of chance. */
  readonly blind: number;
}

/** Asks every question of the parts, each by itself. */
export async function runBenchmark(answer: Answerer, parts: readonly BenchmarkPart[]): Promise<TaskScore[]> {
  const scores: TaskScore[] = [];
  for (const part of parts) {
    const asked = await askPart(answer, part);
    for (const [task, answers] of groupBy(asked, ({ task }) => task)) scores.push(scoreOf(task, part.level, answers));
  }
  return scores.sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : a.level - b.level));
}

interface Asked {
  readonly task: string;
  readonly question: string;
  readonly expected: string;
  readonly found: string;
}

async function askPart(answer: Answerer, { source, level, examples }: BenchmarkPart): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (let i = 0; i < examples; i++) {
    const { pictures, turns, task } = await source.read(i, level);
    for (const turn of turns) {
      const found = await answer(pictures, turn.question);
      asked.push({ task: turn.task ?? task, question: turn.question, expected: turn.answer, found });
    }
  }
  return asked;
}

function scoreOf(task: string, level: number, asked: readonly Asked[]): TaskScore {
  const count = (holds: (found: string, expected: string) => boolean): number =>
    asked.filter(({ found, expected }) => holds(found, expected)).length;
  return { task, level, answers: asked.length, exact: count(isExact), alike: count(isAlike), blind: blindScore(asked) };
}

/** Who sees no picture can do no better than give the answer that is commonest among questions of the same words. */
function blindScore(asked: readonly Asked[]): number {
  const byWords = groupBy(asked, ({ question }) => question);
  const overall = commonest(asked);
  let right = 0;
  for (const same of byWords.values()) {
    // Of few questions of the same words, the commonest answer would be known only afterwards.
    const guess = same.length >= 10 ? commonest(same) : overall;
    right += same.filter(({ expected }) => expected === guess).length;
  }
  return right;
}

function commonest(asked: readonly Asked[]): string | undefined {
  const groups = [...groupBy(asked, ({ expected }) => expected)];
  return groups.sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
