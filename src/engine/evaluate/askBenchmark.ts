import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { EngineError } from '../api/errors.ts';
import type { BenchmarkResult, EvaluateProgress, EvaluateRequest } from '../api/evaluationApi.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { answererOf, type Answerer } from './answerer.ts';
import { isExact } from './likeness.ts';
import type { Benchmark, BenchmarkTurn } from './questions.ts';
import { maxTokens } from './scoreModel.ts';
import { scoreRows } from './scoreRows.ts';
import { scoreTurns, type AskedTurn } from './scoreTurns.ts';

/** How a benchmark is asked. */
export interface AskingBenchmark extends Pick<EvaluateRequest, 'model' | 'questions'> {
  readonly clock: () => number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluateProgress) => void;
}

/** Asks a loaded model the questions of a benchmark, each by itself, as a user would. */
export async function askBenchmark(
  model: LoadedModel,
  benchmark: Benchmark,
  asking: AskingBenchmark,
): Promise<BenchmarkResult> {
  const began = asking.clock();
  const asked = await askAll(answererOf(model, { maxTokens, clock: asking.clock }), benchmark, asking);
  return {
    benchmark: benchmark.name,
    benchmarkHash: hashOf(asked),
    model: basename(asking.model),
    trained: model.config.trained,
    precision: model.precision,
    device: model.device,
    seconds: (asking.clock() - began) / 1000,
    ...scoreRows(scoreTurns(asked)),
    outcomes: asked.map(({ found, expected }) => (isExact(found, expected) ? '1' : '0')).join(''),
    mistakes: asked
      .filter(({ found, expected }) => !isExact(found, expected))
      .slice(0, mostMistakes)
      .map(({ task, question, expected, found }) => ({
        ...{ task, question, expected: expected.slice(0, longestText), found: found.slice(0, longestText) },
      })),
  };
}

/** Enough to see what goes wrong; a result is kept in notebooks. */
const mostMistakes = 50;
const longestText = 300;
/** Minutes for a small model; a published benchmark of more is for those who ask for it. */
const usualQuestions = 1000;

async function askAll(
  answer: Answerer,
  { length, read }: Benchmark,
  { questions = usualQuestions, signal, onProgress }: AskingBenchmark,
): Promise<AskedTurn[]> {
  const asked: AskedTurn[] = [];
  let right = 0;
  for (let index = 0; index < length && asked.length < questions; index++) {
    const { pictures, turns } = await read(index);
    for (const turn of turns.slice(0, questions - asked.length)) {
      if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
      const found = await answer(pictures, turn.question);
      asked.push({ ...turn, found });
      if (isExact(found, turn.expected)) right++;
    }
    const done = Math.max(asked.length / questions, (index + 1) / length);
    onProgress?.({ kind: 'asked', fraction: done, answers: asked.length, right });
  }
  if (asked.length === 0) throw new EngineError('request/nothing-to-ask', undefined);
  return asked;
}

function hashOf(asked: readonly BenchmarkTurn[]): string {
  const hash = createHash('sha256');
  for (const { task, question, expected } of asked) hash.update(JSON.stringify([task, question, expected]));
  return hash.digest('hex').slice(0, 16);
}
