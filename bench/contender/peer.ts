import { importLlama, type LlamaSequence } from '../peer/llamaModule.ts';
import { median } from '../median.ts';
import type { Task } from './contender.ts';
import { randomIds } from './randomIds.ts';
import { serveTasks } from './serveTasks.ts';

/** llama.cpp through node-llama-cpp as a contender. Arguments: the package's entry, the model file, the number of threads. */
const [entry = '', modelPath = '', threads = ''] = process.argv.slice(2);
const count = Number(threads);
const module = await importLlama(entry);
const llama = await module.getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  maxThreads: count,
  logLevel: 'error',
});
const model = await llama.loadModel({ modelPath });
const sequences = new Map<string, LlamaSequence>();

// llama.cpp's own default; larger batches were no faster.
const batchSize = 512;
// Room for the steps behind a prompt.
const spareTokens = 256;

serveTasks((task) => (task.kind === 'prefill' ? prefill(task.tokens) : decode(task)));

async function prefill(tokens: number): Promise<number> {
  const sequence = await sequenceFor('prefill', 1024);
  await sequence.clearHistory();
  const ids = randomIds(tokens);
  const begin = performance.now();
  await sequence.evaluateWithoutGeneratingNewTokens(ids);
  return performance.now() - begin;
}

/** A token's time is that of the evaluation, of its greedy choice, and what the binding adds to them. */
async function decode({ context, steps }: Extract<Task, { kind: 'decode' }>): Promise<number> {
  const sequence = await sequenceFor(`decode ${context}`, context);
  if (sequence.nextTokenIndex === 0) await sequence.evaluateWithoutGeneratingNewTokens(randomIds(context));
  const tokens = sequence.evaluate([1], { yieldEogToken: true });
  const times: number[] = [];
  for (let step = 0; step < steps; step++) {
    const begin = performance.now();
    const { done } = await tokens.next();
    if (done) throw new Error('The peer stopped writing, so there is no time of a token.');
    times.push(performance.now() - begin);
  }
  await tokens.return();
  await sequence.eraseContextTokenRanges([{ start: context, end: sequence.nextTokenIndex }]);
  return median(times);
}

/** A context of its own for each use: in a shared one, attention would run over the other uses' tokens as well. */
async function sequenceFor(use: string, tokens: number): Promise<LlamaSequence> {
  const known = sequences.get(use);
  if (known) return known;
  const threadCounts = { ideal: count, min: count };
  const context = await model.createContext({ contextSize: tokens + spareTokens, batchSize, threads: threadCounts });
  const sequence = context.getSequence();
  sequences.set(use, sequence);
  return sequence;
}
