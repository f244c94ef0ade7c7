// I tiles · S pixels along a side · D width of the language model

import { createHash } from 'node:crypto';
import { EngineError } from '../../api/errors.ts';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { imageGraph } from '../../model/hovle.ts';
import { readConfig } from '../../model/readConfig.ts';
import type { TileConfig } from '../../model/config.ts';
import { parametersAsInputs } from '../../onnx/parametersAsInputs.ts';
import type { SessionOptions } from '../../session/deviceSession.ts';
import { float32, type HostTensor } from '../../tensor/hostTensor.ts';
import { joined } from '../../tensor/joined.ts';
import { openGraph } from '../openGraph.ts';

/** A vision teacher: what it makes of pictures is what the embedding module is to learn (MODEL.md §5, stage I). */
export interface Teacher {
  readonly tile: TileConfig;
  /** A hash of all that its features follow from beside the picture: no other teacher has it. */
  readonly identity: string;
  /** Width of its vectors. */
  readonly width: number;
  /** Normalised pixels of a picture's tiles [I, 3, S, S] to its tokens [tokens, D]. */
  features(pixels: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens the vision part of a checkpoint in InternVL2's layout: transformer, pixel shuffle and projector. */
export async function openTeacher(folder: string, options: SessionOptions): Promise<Teacher> {
  const checkpoint = await openCheckpoint(folder);
  try {
    const config = readConfig(checkpoint.configText);
    if (config.layout !== 'internvl2') throw new EngineError('train/no-teacher', { folder });
    const graph = parametersAsInputs(imageGraph(config));
    const hash = createHash('sha256').update(JSON.stringify([config.tile, config.vision, config.language.width]));
    const weights: Record<string, HostTensor> = {};
    for (const { name, shape } of graph.inputs.filter(({ name }) => name !== 'pixel_values')) {
      const numbers = await checkpoint.readFloat32(name);
      weights[name] = float32(shape.map(Number), numbers);
      hash.update(name).update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    }
    const session = await openGraph(graph, options);
    const { channels, size } = config.tile;
    const compute = async (pixels: readonly Float32Array[]): Promise<Float32Array[]> => {
      const all = joined(pixels);
      const tiles = all.length / (channels * size ** 2);
      const fed = { ...weights, pixel_values: float32([tiles, channels, size, size], all) };
      const { image_rows: rows } = await session.run(fed, ['image_rows']);
      // The graph computes in float32.
      return cut(rows!.data as Float32Array, pixels);
    };
    return {
      ...{ tile: config.tile, width: config.language.width, identity: hash.digest('hex').slice(0, 40) },
      features: inBatches(compute, largestBatch * channels * size ** 2),
      close: () => session.close(),
    };
  } finally {
    await checkpoint.close();
  }
}

/** What was made of all pictures at once, apart again: features are as long as their pictures have pixels. */
function cut(rows: Float32Array, pixels: readonly Float32Array[]): Float32Array[] {
  const perPixel = rows.length / pixels.reduce((sum, one) => sum + one.length, 0);
  let begin = 0;
  return pixels.map(({ length }) => rows.slice(begin, (begin += Math.round(length * perPixel))));
}

/** Most tiles of one run; a picture of more has a run of its own. */
const largestBatch = 32;

interface Waiting {
  readonly pixels: Float32Array;
  readonly resolve: (features: Float32Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Takes what was asked for meanwhile together, up to so many numbers: a run of many pictures costs less than many runs. */
export function inBatches(
  compute: (pixels: readonly Float32Array[]) => Promise<Float32Array[]>,
  most: number,
): (pixels: Float32Array) => Promise<Float32Array> {
  const waiting: Waiting[] = [];
  const work = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const features = await compute(batch.map(({ pixels }) => pixels));
      // One for each picture.
      for (const [i, { resolve }] of batch.entries()) resolve(features[i]!);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  let isWorking = false;
  const workAll = async (): Promise<void> => {
    while (waiting.length > 0) await work(waiting.splice(0, batchLength(waiting, most)));
    isWorking = false;
  };
  return (pixels) =>
    new Promise((resolve, reject) => {
      waiting.push({ pixels, resolve, reject });
      if (!isWorking) setImmediate(() => void workAll());
      isWorking = true;
    });
}

/** How many of those that wait are taken together: at least one. */
function batchLength(waiting: readonly Waiting[], most: number): number {
  let numbers = 0;
  const over = waiting.findIndex(({ pixels }) => (numbers += pixels.length) > most);
  return over === -1 ? waiting.length : Math.max(1, over);
}
