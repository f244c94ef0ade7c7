import { join } from 'node:path';
import type { AskRequest } from '../src/engine/api/answerApi.ts';
import { answerQuestion } from '../src/engine/generate/answerQuestion.ts';
import { loadModel, type LoadedModel } from '../src/engine/generate/loadedModel.ts';
import type { Environment, Measurement } from './benchmark.ts';
import { fullSizeModel } from './model/fullSizeModel.ts';

const picture = join(import.meta.dirname, '..', 'examples', 'landscape.jpg');
const prefixCacheBytes = 2 ** 31;
/** Enough to keep a prompt of a few tiles from taking minutes, and more than one. */
const maxTiles = 4;

/** How long the first token takes when a picture is asked about again, with another question. */
export async function firstToken(environment: Environment): Promise<Measurement[]> {
  const folder = await fullSizeModel(environment, 'int4');
  const model = await loadModel(folder, { device: 'cpu', threads: environment.threads, prefixCacheBytes });
  try {
    const first = await timeOf(model, 'What is in this picture?');
    const again = await timeOf(model, 'Which colours does it have?');
    const name = `first token on a prompt with a picture, ${first.tokens} tokens`;
    return [
      { name, value: first.elapsedMs / 1000, unit: 's' },
      { name: 'first token on the picture asked again', value: again.elapsedMs / 1000, unit: 's' },
      { name: 'share', value: (100 * again.elapsedMs) / first.elapsedMs, unit: '%', atMost: 5 },
    ];
  } finally {
    await model.close();
  }
}

async function timeOf(model: LoadedModel, question: string): Promise<{ elapsedMs: number; tokens: number }> {
  const request: AskRequest = {
    model: '',
    turns: [{ role: 'user', text: question, images: [{ path: picture }] }],
    maxTokens: 1,
    maxTiles,
  };
  const clock = () => performance.now();
  const { timings } = await answerQuestion(model, request, { clock, startedAt: clock(), loadMs: 0 });
  return { elapsedMs: timings.firstTokenMs, tokens: timings.prefillTokens };
}
