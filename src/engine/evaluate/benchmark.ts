import type { TaskScore } from '../api/evaluationApi.ts';
import type { ExampleSource } from '../data/example.ts';
import type { RgbImage } from '../image/rgbImage.ts';
import type { Answerer } from './answerer.ts';
import { isAlike, isExact } from './likeness.ts';

/** Examples of one difficulty. */
export interface BenchmarkPart {
  readonly source: ExampleSource;
  readonly level: number;
  /** How many examples are asked about, from the first on. */
  readonly examples: number;
  /** How many of those behind them are looked at to know how questions are usually answered. */
  readonly usual: number;
}

/** Asks every question of the parts, each by itself. */
export async function runBenchmark(answer: Answerer, parts: readonly BenchmarkPart[]): Promise<TaskScore[]> {
  const scores: TaskScore[] = [];
  for (const part of parts) {
    const asked = await askPart(answer, part);
    const usual = groupBy(await readTurns(part, part.examples, part.usual), ({ task }) => task);
    for (const [task, answers] of groupBy(asked, ({ task }) => task))
      scores.push(scoreOf(answers, { task, level: part.level, usual: usual.get(task) ?? [] }));
  }
  return scores.sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : a.level - b.level));
}

export interface AskedTurn {
  readonly task: string;
  readonly pictures: readonly RgbImage[];
  readonly question: string;
  readonly expected: string;
}

interface Asked extends AskedTurn {
  readonly found: string;
}

async function askPart(answer: Answerer, part: BenchmarkPart): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const turn of await readTurns(part, 0, part.examples))
    asked.push({ ...turn, found: await answer(turn.pictures, turn.question) });
  return asked;
}

async function readTurns({ source, level }: BenchmarkPart, first: number, count: number): Promise<AskedTurn[]> {
  const read: AskedTurn[] = [];
  for (let i = first; i < first + count; i++) {
    const { pictures, turns, task } = await source.read(i, level);
    for (const { question, answer, task: own = task } of turns)
      read.push({ task: own, pictures, question, expected: answer });
  }
  return read;
}

interface Kind {
  readonly task: string;
  readonly level: number;
  /** Other questions of the kind. */
  readonly usual: readonly AskedTurn[];
}

function scoreOf(asked: readonly Asked[], { task, level, usual }: Kind): TaskScore {
  const count = (holds: (found: string, expected: string) => boolean): number =>
    asked.filter(({ found, expected }) => holds(found, expected)).length;
  const guess = usualAnswers(usual);
  const blind = asked.filter(({ question, expected }) => guess(question) === expected).length;
  return { task, level, answers: asked.length, exact: count(isExact), alike: count(isAlike), blind };
}

/** The commonest answer to a question of these words, or of this kind where the words are rare. */
export function usualAnswers(usual: readonly AskedTurn[]): (question: string) => string | undefined {
  const byWords = groupBy(usual, ({ question }) => question);
  const overall = commonest(usual);
  return (question) => {
    const same = byWords.get(question) ?? [];
    return same.length >= fewest ? commonest(same) : overall;
  };
}

/** Of fewer questions the commonest answer says little. */
const fewest = 5;

function commonest(turns: readonly AskedTurn[]): string | undefined {
  const groups = [...groupBy(turns, ({ expected }) => expected)];
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
