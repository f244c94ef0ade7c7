import { Worker } from 'node:worker_threads';
import { openSamples } from './openSamples.ts';
import { sampleThreads, type SampleThreads } from './sampleThread.ts';

/** Starts threads that read samples; with none of them, samples are read in this thread between the steps. */
export function startReaders(count: number): SampleThreads {
  if (count === 0) return { open: openSamples, close: nothing };
  return sampleThreads(Array.from({ length: count }, startReader));
}

/** The bundle lies beside the program's; run from the source, a thread has to learn TypeScript first. */
function startReader(): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = isSource ? '../../../../scripts/workerFromSource.mjs' : './sampleWorker.mjs';
  const source = new URL('./sampleWorker.ts', import.meta.url).href;
  return new Worker(new URL(entry, import.meta.url), { name: 'samples', workerData: { source } });
}

function nothing(): void {
  return undefined;
}
