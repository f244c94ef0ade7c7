import { join } from 'node:path';
import { float32ToBfloat16, float32ToFloat16 } from '../tensor/float16.ts';
import { elementCount } from '../tensor/hostTensor.ts';
import { fillFrom, normalQuantiles } from './gaussian.ts';
import type { ConfigFile } from './publishedConfig.ts';
import { publishedLayout, type LaidOutParameter } from './publishedLayout.ts';
import { randomBits } from './randomBits.ts';
import { openForReading } from './readableFile.ts';
import { writeFileAtomically } from './stageFile.ts';
import { tokenizerFiles } from './tokenizerFiles.ts';
import type { Produce, TensorEntry } from './writeSafetensors.ts';
import { writeShardedCheckpoint, type ShardedWriteOptions } from './writeShardedCheckpoint.ts';

type PassedOn = Pick<ShardedWriteOptions, 'maxShardBytes' | 'signal' | 'onProgress' | 'disk'>;

export interface RandomCheckpointOptions extends PassedOn {
  seed: number;
  dtype: RandomDType;
  /** Folder whose tokenizer files are copied. */
  tokenizerFrom: string;
}

export type RandomDType = 'float32' | 'float16' | 'bfloat16';

/**
 * Writes a checkpoint of random weights in the published layout, of any size, in little memory: for measuring, and as a
 * stand-in for a trained one. A weight depends on the seed, its tensor's name and its place, on nothing else.
 */
export async function writeRandomCheckpoint(
  folder: string,
  config: ConfigFile,
  options: RandomCheckpointOptions,
): Promise<void> {
  const parameters = publishedLayout(config);
  const entries = parameters.map(({ name, shape }) => ({ name, shape, dtype: options.dtype }));
  await writeShardedCheckpoint(folder, entries, producer(parameters, options), options);
  await copyCompanions(folder, options);
  await writeFileAtomically(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`, options.disk);
}

// What a published folder holds beside config and weights.
const companionFiles = [...tokenizerFiles, 'generation_config.json'] as const;

// As the published models were initialised (`initializer_range`).
const deviation = 0.02;
const chunkElements = 1024 * 1024;

type ValueTable = Uint16Array | Float32Array;

/** Values as each element type stores them. */
const encode: { readonly [dtype in RandomDType]: (values: Float32Array) => ValueTable } = {
  float32: (values) => values,
  float16: (values) => float32ToFloat16(values),
  bfloat16: (values) => float32ToBfloat16(values),
};

function producer(parameters: readonly LaidOutParameter[], { seed, dtype }: RandomCheckpointOptions): Produce {
  const tableAround = (mean: number) => encode[dtype](normalQuantiles().map((z) => mean + deviation * z));
  const aroundZero = tableAround(0);
  const aroundOne = tableAround(1);
  const gains = new Set(parameters.filter(({ kind }) => kind === 'gain').map(({ name }) => name));
  return (entry) => randomChunks(entry, gains.has(entry.name) ? aroundOne : aroundZero, seed);
}

/** The bytes of one tensor; each chunk is overwritten by the next. */
async function* randomChunks(
  { name, shape }: TensorEntry,
  table: ValueTable,
  seed: number,
): AsyncGenerator<Uint8Array> {
  const random = randomBits(seed, name);
  const count = elementCount(shape);
  const chunk = encodedZeros(table, Math.min(count, chunkElements));
  for (let done = 0; done < count; done += chunkElements) {
    const part = chunk.subarray(0, count - done);
    fillFrom(table, part, random);
    yield new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  }
}

function encodedZeros(table: ValueTable, length: number): ValueTable {
  return table instanceof Float32Array ? new Float32Array(length) : new Uint16Array(length);
}

async function copyCompanions(folder: string, { tokenizerFrom, disk }: RandomCheckpointOptions): Promise<void> {
  for (const file of companionFiles) {
    const source = await openForReading(join(tokenizerFrom, file));
    try {
      await writeFileAtomically(join(folder, file), await source.read(0, source.sizeBytes), disk);
    } finally {
      await source.close();
    }
  }
}
