import type { AnswerScore } from '../stage.ts';

/** How answers of one kind were foretold. */
export interface Accuracy {
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
export function valueOf({ tokens, right }: AnswerScore): number {
  if (tokens > longAnswer) return right / tokens;
  return right === tokens ? 1 : 0;
}

/** Longer answers are sentences. */
const longAnswer = 16;

/** All of a sample's answers together. */
export function accuracyOf(scores: readonly AnswerScore[]): Accuracy {
  return { answers: scores.length, right: scores.reduce((sum, score) => sum + valueOf(score), 0) };
}

/** Adds to a table. */
export function addAccuracy(table: AccuracyTable, task: string, level: number, { answers, right }: Accuracy): void {
  const levels = (table[task] ??= {});
  const before = levels[level] ?? { answers: 0, right: 0 };
  levels[level] = { answers: before.answers + answers, right: before.right + right };
}
