import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PromptWeights } from '../../src/engine/generate/loadedModel.ts';
import { engineEnvironment } from '../../src/engine/client/engineEnvironment.ts';

export interface MemoryJob {
  readonly folder: string;
  readonly threads: number;
  readonly promptWeights: PromptWeights;
}

/** Bytes that a process of its own has resident once it has read 1,024 tokens and added some. */
export async function memoryApart(job: MemoryJob): Promise<number> {
  const child = fork(join(import.meta.dirname, 'memoryJob.ts'), [JSON.stringify(job)], {
    execArgv: ['--import', 'tsx'],
    env: engineEnvironment(process.env, process.platform),
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The engine ended with ${String(code)}.`);
  });
  const [bytes] = (await Promise.race([once(child, 'message'), ended])) as [number];
  return bytes;
}
