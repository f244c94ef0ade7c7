import { loadModel } from '../../src/engine/generate/loadedModel.ts';
import { randomIds } from '../contender/randomIds.ts';
import type { MemoryJob } from './memoryApart.ts';

const contextTokens = 1024;
const answerTokens = 16;

/** The process of `memoryApart`. Argument: the job as JSON. */
const { folder, threads, promptWeights } = JSON.parse(process.argv[2] ?? '') as MemoryJob;
const model = await loadModel(folder, { device: 'cpu', threads, prefixCacheBytes: 0, promptWeights });
const cache = model.decoder.newCache();
await model.decoder.prefill(cache, { spans: [{ kind: 'text', ids: randomIds(contextTokens) }] });
for (let step = 0; step < answerTokens; step++) await model.decoder.extend(cache, [1]);
process.send?.(process.memoryUsage.rss());
process.disconnect();
await model.close();
