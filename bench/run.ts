import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { keepsBound, type Environment } from './benchmark.ts';
import { benchmarks, isBenchmark, type BenchmarkName } from './benchmarks.ts';
import { formatMeasurement } from './report/formatMeasurement.ts';
import { describeMachine } from './report/machine.ts';
import { writeResults } from './report/writeResults.ts';

/**
 * `npm run bench [-- NAME… [FOLDER…]]`: runs the benchmarks named, by default all that need no trained model, prints
 * each number beside its bound and keeps it under bench/results. Exits 1 when a bound is missed.
 */
const words = process.argv.slice(2);
const named = words.filter(isBenchmark);
const root = join(import.meta.dirname, '..');
const environment: Environment = {
  cacheFolder: join(root, '.cache', 'bench'),
  // One thread for each core is what both the engine and its peer do best with.
  threads: availableParallelism(),
  folders: words.filter((word) => !isBenchmark(word)),
  log: (line) => process.stderr.write(`${line}\n`),
};

for (const name of named.length > 0 ? named : byDefault()) await runOne(name);

function byDefault(): BenchmarkName[] {
  return Object.keys(benchmarks)
    .filter(isBenchmark)
    .filter((name) => !benchmarks[name].needsFolder);
}

async function runOne(name: BenchmarkName): Promise<void> {
  const date = new Date();
  const machine = describeMachine();
  const measurements = await benchmarks[name].run(environment);
  process.stdout.write(`${name}\n${measurements.map((one) => `  ${formatMeasurement(one)}\n`).join('')}`);
  await writeResults(join(root, 'bench', 'results'), { benchmark: name, date, machine, measurements });
  if (!measurements.every(keepsBound)) process.exitCode = 1;
}
