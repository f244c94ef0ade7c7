import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Gigabytes a second that so many processes read together. */
export async function readBandwidth(processes: number): Promise<number> {
  const file = join(import.meta.dirname, 'readJob.ts');
  const jobs = Array.from({ length: processes }, () => fork(file, { execArgv: ['--import', 'tsx'] }));
  const rates = await Promise.all(jobs.map(async (job) => ((await once(job, 'message')) as [number])[0]));
  return rates.reduce((sum, rate) => sum + rate, 0);
}
