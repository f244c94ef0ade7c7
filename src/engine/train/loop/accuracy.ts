import type { Sample } from '../samples/sample.ts';
import type { AnswerScore } from '../stage.ts';

/** How answers of one kind were foretold. */
interface Accuracy {
  readonly answers: number;
  /** Sum of the answers' values, each in [0, 1]. */
  readonly right: number;
}

/** Accuracies by task and, within it, by level: `shapes/count` → `0` → … */
export type AccuracyTable = Record<string, Record<string, Accuracy>>;

/**
 * What an answer is worth: 1 where all of it is foretold, as then the model would have said just that. Of a long answer,
 * which says one thing in many possible ways, the share of its tokens that is.
 */
function valueOf({ tokens, right }: AnswerScore): number {
  if (tokens > longAnswer) return right / tokens;
  return right === tokens ? 1 : 0;
}

/** Longer answers are sentences. */
const longAnswer = 16;

/** Adds a sample's answers to a table, each under its task, and returns those together that say something of the level. */
export function addAccuracy(
  table: AccuracyTable,
  { tasks, ahead = [] }: Pick<Sample, 'tasks' | 'ahead'>,
  level: number,
  scores: readonly AnswerScore[],
): Accuracy {
  for (const [i, score] of scores.entries()) {
    const levels = (table[tasks[i] ?? tasks.at(-1) ?? ''] ??= {});
    const before = levels[level] ?? { answers: 0, right: 0 };
    levels[level] = { answers: before.answers + 1, right: before.right + valueOf(score) };
  }
  const telling = scores.filter((_, i) => !ahead[i]);
  return { answers: telling.length, right: telling.reduce((sum, score) => sum + valueOf(score), 0) };
}
