import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Precision } from '../../src/engine/api/choices.ts';

export interface CompileJob {
  readonly checkpoint: string;
  readonly precision: Precision;
  readonly out: string;
}

/** What compiling took, measured from outside the work. */
export interface CompileCost {
  readonly elapsedMs: number;
  /** Most memory that the process ever had resident. */
  readonly peakBytes: number;
}

/** Compiles in a process of its own, whose peak memory is that of compiling alone. */
export async function compileApart(job: CompileJob, log: (line: string) => void): Promise<CompileCost> {
  log(`compiling to ${job.precision}`);
  const child = fork(join(import.meta.dirname, 'compileJob.ts'), [JSON.stringify(job)], {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`Compiling ended with ${String(code)}.`);
  });
  const [cost] = (await Promise.race([once(child, 'message'), ended])) as [CompileCost];
  return cost;
}
