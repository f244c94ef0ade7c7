import { parentPort, type MessagePort, type Worker } from 'node:worker_threads';
import { packError, unpackError } from '../../api/errorOnWire.ts';
import { EngineError } from '../../api/errors.ts';
import { createPeer, type WireErrors } from '../../rpc/peer.ts';
import { portTransport } from '../../rpc/portTransport.ts';
import type { Sample, SampleSource } from '../samples/sample.ts';
import { openSamples, type SampleKind, type SampleRecipe, type Sequences, type SourceFacts } from './openSamples.ts';

/** Samples that other threads make, so that the step never waits for them. */
export interface SampleThreads {
  open<K extends SampleKind>(recipe: SampleRecipe<K>): Promise<SampleSource<Sequences[K]> | undefined>;
  close(): void;
}

/** Talks to threads that run `serveSamples`; each read goes to the one with least to do. */
export function sampleThreads(workers: readonly Worker[]): SampleThreads {
  const threads = workers.map((worker) => ({ peer: createPeer(portTransport(worker), {}, errors), waiting: 0 }));
  const ask = async (thread: (typeof threads)[number], method: string, argument: unknown): Promise<unknown> => {
    thread.waiting += 1;
    return thread.peer.call(method, argument).finally(() => (thread.waiting -= 1));
  };
  return {
    open: async <K extends SampleKind>(recipe: SampleRecipe<K>) => {
      const opened = await Promise.all(threads.map((thread) => ask(thread, 'open', recipe)));
      // The far side is `serveSamples`, whose answers these are.
      const [facts] = opened as ({ id: number; facts: SourceFacts } | undefined)[];
      if (!facts) return undefined;
      const read = async (index: number, level: number, seed?: number): Promise<Sample<Sequences[K]>> => {
        const thread = threads.reduce((idle, one) => (one.waiting < idle.waiting ? one : idle));
        // As above.
        return (await ask(thread, 'read', { id: facts.id, index, level, seed })) as Sample<Sequences[K]>;
      };
      return { ...facts.facts, read };
    },
    close: () => {
      for (const { peer } of threads) peer.close();
    },
  };
}

/** Makes samples in this thread, for its parent. */
export function serveSamples(port: MessagePort | null = parentPort): void {
  if (!port) throw new Error('This is the entry of a worker thread, not of a program.');
  const sources: SampleSource[] = [];
  const handlers = {
    open: async (recipe: unknown) => {
      // Sent by `sampleThreads`, as all that arrives here; the recipe was checked when it was read.
      const source = await openSamples(recipe as SampleRecipe);
      if (!source) return undefined;
      const { name, length } = source;
      return { id: sources.push(source) - 1, facts: { name, ...(length !== undefined && { length }) } };
    },
    read: async (asked: unknown) => {
      // Sent by `sampleThreads` as well.
      const { id, index, level, seed } = asked as { id: number; index: number; level: number; seed?: number };
      return sources[id]?.read(index, level, seed);
    },
  };
  createPeer(portTransport(port), handlers, errors);
}

const errors: WireErrors = {
  pack: packError,
  unpack: unpackError,
  cancelled: () => new EngineError('request/cancelled', undefined),
  closed: () => new EngineError('train/reader-died', undefined),
  unsendable: (reason) => new EngineError('engine/unsendable', { reason }),
};
