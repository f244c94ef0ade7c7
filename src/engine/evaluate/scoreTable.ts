import type { TaskScore } from '../api/evaluationApi.ts';
import { shareInterval } from './interval.ts';

/** Scores as a Markdown table: a row for each kind of question and level, shares in per cent with 95 % intervals. */
export function scoreTable(scores: readonly TaskScore[]): string {
  const rows = scores.map(({ task, level, answers, exact, alike, blind }) => [
    task,
    String(level),
    String(answers),
    withInterval(exact, answers),
    withInterval(alike, answers),
    percent(blind / answers),
  ]);
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const heads = ['task', 'level', 'questions', 'exact', 'up to case and look-alikes', 'blind'];

function withInterval(right: number, answers: number): string {
  const [low, high] = shareInterval(right, answers);
  return `${percent(right / answers)} (${percent(low)}–${percent(high)})`;
}

function percent(share: number): string {
  return String(Math.round(100 * share));
}
