import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openCheckpoint } from '../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../src/engine/model/readConfig.ts';
import { usualGroups } from '../../src/engine/train/parameterGroups.ts';
import { instruct } from '../../src/engine/train/stages/instruct.ts';
import { Trainer } from '../../src/engine/train/trainer.ts';
import type { StepResult } from './stepProgram.ts';
import type { TrainingBatch } from './trainingModel.ts';

/** Our training step as a program. Arguments: the model's folder, threads, and `recompute` to compute layers again. */
const [folder = '', threads = '1', again] = process.argv.slice(2);
const { ids, learned, imageTokenId } = JSON.parse(await readFile(join(folder, 'batch.json'), 'utf8')) as TrainingBatch;
const bytes = await readFile(join(folder, 'pixels.bin'));
const pixels = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const perRow = pixels.length / ids.length;
const rows = ids.map((row, i) => [
  {
    ids: row,
    pixels: pixels.subarray(i * perRow, (i + 1) * perRow),
    weights: row.map((_, at) => (at >= row.length - learned ? 1 : 0)),
  },
]);
const before = process.memoryUsage.rss();
const checkpoint = await openCheckpoint(folder);
const trainer = await Trainer.open(
  {
    stage: instruct,
    config: readConfig(checkpoint.configText),
    placeholder: imageTokenId,
    optimizer: { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, groups: usualGroups(0.05), maxGradientNorm: 1 },
    recompute: again === 'recompute',
    session: { device: 'cpu', threads: Number(threads) },
  },
  (tensor) => checkpoint.readFloat32(tensor),
);
await checkpoint.close();

let step = 0;
for await (const _ of createInterface({ input: process.stdin })) {
  const begin = performance.now();
  const { loss } = await trainer.step([rows], { step: ++step, rate: 1e-4 });
  const elapsedMs = performance.now() - begin;
  // `maxRSS` is in kilobytes.
  const result: StepResult = { elapsedMs, loss, peakBytes: process.resourceUsage().maxRSS * 1024 - before };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
await trainer.close();
