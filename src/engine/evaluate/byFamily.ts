import type { TaskScore } from '../api/evaluationApi.ts';

/** Scores of all kinds of questions of a family and level together. Long answers, which can be right in many words, are left out. */
export function byFamily(scores: readonly TaskScore[]): TaskScore[] {
  const sums = new Map<string, TaskScore>();
  for (const score of scores) {
    const [family = '', kind = ''] = score.task.split('/');
    if (longKinds.has(kind)) continue;
    const key = `${family} ${score.level}`;
    sums.set(key, added(sums.get(key) ?? { ...score, task: family, answers: 0, exact: 0, alike: 0, blind: 0 }, score));
  }
  return [...sums.values()].sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : a.level - b.level));
}

const longKinds: ReadonlySet<string> = new Set(['caption', 'sentence', 'description']);

function added(sum: TaskScore, { answers, exact, alike, blind }: TaskScore): TaskScore {
  return {
    ...sum,
    answers: sum.answers + answers,
    exact: sum.exact + exact,
    alike: sum.alike + alike,
    blind: sum.blind + blind,
  };
}
