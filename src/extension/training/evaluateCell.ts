import type * as vscode from 'vscode';
import type { BenchmarkResult, EvaluateProgress } from '../../engine/api/evaluationApi.ts';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { localise } from '../localise.ts';
import { stageText } from '../notebook/answerText.ts';
import type { CellVerb } from '../notebook/verbs/cellVerb.ts';
import type { CellResult, CellWork, Following } from '../notebook/verbs/cellWork.ts';
import { benchmarkItems, benchmarkOutput } from './benchmarkItems.ts';
import { findBenchmark } from './benchmarks.ts';

/** What a cell that measures needs. */
export interface CellEvaluationParts {
  extensionUri: vscode.Uri;
  engine: EngineApi;
}

/** `%evaluate BENCHMARK`: asks a benchmark's questions of one model or of several, one after another. */
export async function evaluateCell(
  { engine, extensionUri }: CellEvaluationParts,
  base: vscode.Uri,
  { work, wish }: { work: CellWork; wish: Extract<CellVerb, { kind: 'evaluate' }> },
  following: Following,
): Promise<CellResult> {
  const benchmark = findBenchmark(wish.benchmark, base, extensionUri);
  const names = wish.models.length > 0 ? wish.models : [work.model];
  // A name that is not known, or a file that may not be written, is told before the first model works.
  const models = await Promise.all(names.map((name) => work.findModel(name)));
  const write = wish.file === undefined ? undefined : await work.files.reserve(wish.file);
  const { device, precision } = work.generation;
  const results: BenchmarkResult[] = [];
  for (const { folder, name } of models) {
    const onProgress = (progress: EvaluateProgress) => following.showStage(`${name}: ${progressText(progress)}`);
    const questions = work.questions === undefined ? {} : { questions: work.questions };
    const request = {
      model: folder,
      benchmark,
      ...questions,
      ...(device && { device }),
      ...(precision && { precision }),
    };
    results.push(await engine.evaluate(request, { signal: following.signal, onProgress }));
  }
  const output = benchmarkOutput(results);
  await write?.(`${JSON.stringify(output, null, 2)}\n`);
  return { items: benchmarkItems(output, wish.file), isCancelled: false };
}

function progressText(progress: EvaluateProgress): string {
  if (progress.kind === 'stage') return stageText(progress);
  const { fraction, answers, right } = progress;
  return localise('{0} % · {1} of {2} right', Math.floor(fraction * 100), right, answers);
}
