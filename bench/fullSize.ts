import { rm } from 'node:fs/promises';
import type { Precision } from '../src/engine/api/choices.ts';
import type { Environment, Measurement } from './benchmark.ts';
import type { PromptWeights } from '../src/engine/generate/loadedModel.ts';
import { compileApart } from './model/compileApart.ts';
import { compiledPlace, fullSizeCheckpoint } from './model/fullSizeModel.ts';
import { memoryApart } from './model/memoryApart.ts';

/** A model of the published size compiled anew and run, with what each costs in memory and time. */
export async function fullSize(environment: Environment): Promise<Measurement[]> {
  return [
    ...(await compiled(environment, 'int4')),
    ...(await compiled(environment, 'int8')),
    ...(await resident(environment)),
  ];
}

async function compiled(environment: Environment, precision: Precision): Promise<Measurement[]> {
  const checkpoint = await fullSizeCheckpoint(environment);
  const out = compiledPlace(environment, precision);
  await rm(out, { recursive: true, force: true });
  const { elapsedMs, peakBytes } = await compileApart({ checkpoint, precision, out }, environment.log);
  return [
    { name: `compiling to ${precision}`, value: elapsedMs / 60_000, unit: 'min' },
    { name: `peak memory of compiling to ${precision}`, value: peakBytes / 1e9, unit: 'GB', atMost: 1.5 },
  ];
}

/** Resident memory with a context of 1,024 tokens. */
async function resident(environment: Environment): Promise<Measurement[]> {
  const inMemory = (precision: Precision, promptWeights: PromptWeights): Promise<number> =>
    memoryApart({ folder: compiledPlace(environment, precision), threads: environment.threads, promptWeights });
  const gigabytes = (name: string, bytes: number) => ({ name: `memory of ${name}`, value: bytes / 1e9, unit: 'GB' });
  return [
    { ...gigabytes('int4', await inMemory('int4', 'lean')), atMost: 2 },
    { ...gigabytes('int4 with streamed fast prefill', await inMemory('int4', 'streamed')), atMost: 3.6 },
    { ...gigabytes('int4 with fast prefill', await inMemory('int4', 'fast')), atMost: 3.6 },
    gigabytes('int8', await inMemory('int8', 'lean')),
  ];
}
