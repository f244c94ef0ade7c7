import type { DecoderCache } from '../../src/engine/generate/decoder.ts';
import { loadModel, type PromptWeights } from '../../src/engine/generate/loadedModel.ts';
import { argmax } from '../../src/engine/generate/sampling.ts';
import { median } from '../median.ts';
import type { Task } from './contender.ts';
import { randomIds } from './randomIds.ts';
import { serveTasks } from './serveTasks.ts';

/** Our engine as a contender. Arguments: the compiled folder, the number of threads, the weights for prompts. */
const [folder = '', threads = '', prefillWeights = ''] = process.argv.slice(2);
const model = await loadModel(folder, {
  device: 'cpu',
  threads: Number(threads),
  prefixCacheBytes: 0,
  // `ownProgram` named them.
  promptWeights: prefillWeights as PromptWeights,
});
const { decoder } = model;
const caches = new Map<number, DecoderCache>();

serveTasks((task) => (task.kind === 'prefill' ? prefill(task.tokens) : decode(task)));

async function prefill(tokens: number): Promise<number> {
  const cache = decoder.newCache();
  const prompt = { spans: [{ kind: 'text', ids: randomIds(tokens) }] } as const;
  const begin = performance.now();
  await decoder.prefill(cache, prompt);
  const elapsedMs = performance.now() - begin;
  cache.close();
  return elapsedMs;
}

/** A token's time is that of the decoder's step with the copy into its cache, and of choosing the likeliest token. */
async function decode({ context, steps }: Extract<Task, { kind: 'decode' }>): Promise<number> {
  const cache = await cacheOf(context);
  const times: number[] = [];
  let id = 1;
  for (let step = 0; step < steps; step++) {
    const begin = performance.now();
    id = argmax(await decoder.extend(cache, [id]));
    times.push(performance.now() - begin);
  }
  cache.truncate(context);
  return median(times);
}

async function cacheOf(context: number): Promise<DecoderCache> {
  const known = caches.get(context);
  if (known) return known;
  const cache = decoder.newCache();
  await decoder.prefill(cache, { spans: [{ kind: 'text', ids: randomIds(context) }] });
  caches.set(context, cache);
  return cache;
}
