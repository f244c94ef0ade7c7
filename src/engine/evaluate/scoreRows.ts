import type { BenchmarkResult, ScoreRow, TaskScore } from '../api/evaluationApi.ts';
import { shareInterval } from './interval.ts';

/** Scores of kinds of questions, summed up as well by family and level, and over all. */
export function scoreRows(scores: readonly TaskScore[]): Pick<BenchmarkResult, 'total' | 'families' | 'tasks'> {
  const families = new Map<string, TaskScore>();
  for (const score of scores) {
    const family = score.task.split('/')[0] ?? '';
    const key = JSON.stringify([family, score.level]);
    families.set(key, sum(families.get(key) ?? empty(family, score.level), score));
  }
  return {
    total: row(scores.reduce(sum, empty('all', 0))),
    families: [...families.values()].map(row),
    tasks: scores.map(row),
  };
}

function empty(task: string, level: number): TaskScore {
  return { task, level, answers: 0, exact: 0, alike: 0, blind: 0, overlap: 0 };
}

function sum(a: TaskScore, b: TaskScore): TaskScore {
  return {
    ...a,
    answers: a.answers + b.answers,
    exact: a.exact + b.exact,
    alike: a.alike + b.alike,
    blind: a.blind + b.blind,
    overlap: (a.overlap ?? 0) + (b.overlap ?? 0),
  };
}

function row(score: TaskScore): ScoreRow {
  return { ...score, interval: shareInterval(score.exact, score.answers) };
}
