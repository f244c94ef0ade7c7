import type { TaskScore } from '../api/evaluationApi.ts';
import { isAlike, isExact } from './likeness.ts';
import type { BenchmarkTurn } from './questions.ts';
import { wordOverlap } from './wordOverlap.ts';

/** A question with the answer that was given. */
export interface AskedTurn extends BenchmarkTurn {
  readonly found: string;
}

/** Scores of each kind of question and level. */
export function scoreTurns(asked: readonly AskedTurn[]): TaskScore[] {
  const groups = new Map<string, AskedTurn[]>();
  for (const turn of asked) {
    const key = JSON.stringify([turn.task, turn.level]);
    groups.set(key, [...(groups.get(key) ?? []), turn]);
  }
  const guess = usualAnswer(asked);
  const scores = [...groups.values()].map((turns) => scoreOf(turns, guess));
  return scores.sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : a.level - b.level));
}

type Guess = (turn: AskedTurn) => string | undefined;

function scoreOf(turns: readonly AskedTurn[], guess: Guess): TaskScore {
  // Groups are made of the turns in them.
  const { task, level } = turns[0]!;
  const count = (holds: (turn: AskedTurn) => boolean): number => turns.filter(holds).length;
  return {
    ...{ task, level, answers: turns.length },
    exact: count(({ found, expected }) => isExact(found, expected)),
    alike: count(({ found, expected }) => isAlike(found, expected)),
    blind: count((turn) => guess(turn) === turn.expected),
    overlap: turns.reduce((sum, { found, expected }) => sum + wordOverlap(found, expected), 0),
  };
}

/**
 * What someone who sees no picture would answer: as the benchmark says, else as the other questions in the same words
 * are answered most often, else those of the same kind.
 */
function usualAnswer(asked: readonly AskedTurn[]): Guess {
  const byWords = countAnswers(asked, ({ task, question }) => JSON.stringify([task, question]));
  const byTask = countAnswers(asked, ({ task }) => task);
  return (turn) => turn.blind ?? byWords(turn) ?? byTask(turn);
}

/** The commonest answer to the others of a group; none where there are no others. */
function countAnswers(asked: readonly AskedTurn[], key: (turn: AskedTurn) => string): Guess {
  const counts = new Map<string, Map<string, number>>();
  for (const turn of asked) {
    const group = counts.get(key(turn)) ?? new Map<string, number>();
    counts.set(key(turn), group.set(turn.expected, (group.get(turn.expected) ?? 0) + 1));
  }
  return (turn) => {
    let best: { answer: string; count: number } | undefined;
    for (const [answer, all] of counts.get(key(turn)) ?? []) {
      const count = answer === turn.expected ? all - 1 : all;
      if (count > (best?.count ?? 0)) best = { answer, count };
    }
    return best?.answer;
  };
}
