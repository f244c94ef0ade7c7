import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineEnvironment } from '../src/engine/client/engineEnvironment.ts';
import type { Environment, Measurement } from './benchmark.ts';
import { median } from './median.ts';
import { fullSizeModel } from './model/fullSizeModel.ts';

const rounds = 3;

/** What the process of one measurement is asked; it answers in milliseconds. */
export interface LoadJob {
  readonly kind: 'read' | 'load';
  readonly folder: string;
  readonly threads: number;
}

/** Loading the 4-bit model, with the faster weights for prompts that lie in the same files, against reading the same files, in turn, each in a process of its own. */
export async function load(environment: Environment): Promise<Measurement[]> {
  const folder = await fullSizeModel(environment, 'int4');
  const cold = await canForgetFiles();
  const times = { read: [] as number[], load: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of ['read', 'load'] as const) {
      if (cold) await forgetFiles();
      times[kind].push(await measured({ kind, folder, threads: environment.threads }));
    }
  }
  const state = cold ? 'cold' : 'warm';
  const ratio = median(times.load.map((elapsedMs, round) => elapsedMs / times.read[round]!));
  return [
    { name: `reading the files, ${state}`, value: median(times.read) / 1000, unit: 's' },
    { name: `loading, ${state}`, value: median(times.load) / 1000, unit: 's' },
    { name: 'loading against reading', value: ratio, unit: '×', atMost: 1.5 },
  ];
}

async function measured(job: LoadJob): Promise<number> {
  const child = fork(join(import.meta.dirname, 'model', 'loadJob.ts'), [JSON.stringify(job)], {
    execArgv: ['--import', 'tsx'],
    env: engineEnvironment(process.env, process.platform),
  });
  const [elapsedMs] = (await once(child, 'message')) as [number];
  await once(child, 'exit');
  return elapsedMs;
}

/** Linux, for its administrator: everything read from files is forgotten, so that the disk is read again. */
const forgetFiles = (): Promise<void> => writeFile('/proc/sys/vm/drop_caches', '1');

async function canForgetFiles(): Promise<boolean> {
  return forgetFiles().then(
    () => true,
    () => false,
  );
}
