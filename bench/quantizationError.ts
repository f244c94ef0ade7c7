import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Precision } from '../src/engine/api/choices.ts';
import { compileModel } from '../src/engine/compile/compileModel.ts';
import { isUpToDate } from '../src/engine/compile/modelCache.ts';
import { loadModel } from '../src/engine/generate/loadedModel.ts';
import type { Environment, Measurement } from './benchmark.ts';
import { compareLogits, type LogitsError } from './logits/compareLogits.ts';
import { probePrompts } from './logits/probePrompts.ts';
import { llamaFormats } from './peer/llamaFormats.ts';
import { roundTripCheckpoint } from './peer/roundTripCheckpoint.ts';

/**
 * What each way of storing a trained checkpoint's weights costs on its logits, ours beside the peer's, against its own
 * weights in float32. `npm run bench -- quantization-error FOLDER`.
 */
export async function quantizationError(environment: Environment): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const checkpoint of environment.folders) measurements.push(...(await measure(environment, resolve(checkpoint))));
  if (measurements.length === 0) throw new Error('Which checkpoint? npm run bench -- quantization-error FOLDER');
  return measurements;
}

async function measure(environment: Environment, checkpoint: string): Promise<Measurement[]> {
  const exact = await logitsOf(environment, checkpoint, 'fp32');
  const errors = new Map<string, LogitsError>();
  for (const precision of ['int4', 'int8'] as const) {
    errors.set(precision, compareLogits(exact, await logitsOf(environment, checkpoint, precision)));
  }
  for (const format of llamaFormats) {
    const rounded = join(workFolder(environment, checkpoint), format);
    environment.log(`rounding to ${format}`);
    await roundTripCheckpoint(checkpoint, rounded, format);
    errors.set(format, compareLogits(exact, await logitsOf(environment, rounded, 'fp32')));
    await rm(rounded, { recursive: true });
  }
  return [...errors].flatMap(([name, error]) => table(`${basename(checkpoint)} ${name}`, error));
}

function table(name: string, { relative, divergence, agreement }: LogitsError): Measurement[] {
  return [
    { name: `${name}: error of logits`, value: 100 * relative, unit: '%' },
    { name: `${name}: divergence`, value: 1000 * divergence, unit: 'millinats' },
    { name: `${name}: same first choice`, value: 100 * agreement, unit: '%' },
  ];
}

/** The logits after each token of the probe prompts, one array for each prompt. */
async function logitsOf(environment: Environment, checkpoint: string, precision: Precision): Promise<Logits> {
  const out = join(workFolder(environment, checkpoint), `compiled-${precision}`);
  environment.log(`${basename(checkpoint)} in ${precision}`);
  if (!(await isUpToDate(out, checkpoint))) await compileModel(checkpoint, { precision, out });
  const options = { device: 'cpu', threads: environment.threads, prefixCacheBytes: 0, promptWeights: 'lean' } as const;
  const model = await loadModel(out, options);
  try {
    const rows: Float32Array[] = [];
    for (const prompt of await probePrompts(model)) rows.push((await model.decoder.evaluate(prompt)).logits);
    return { vocabularySize: model.config.vocabularySize, rows };
  } finally {
    await model.close();
  }
}

type Logits = Parameters<typeof compareLogits>[0];

/** Checkpoints of equal name in different places do not share one. */
function workFolder({ cacheFolder }: Environment, checkpoint: string): string {
  const place = createHash('sha256').update(checkpoint).digest('hex').slice(0, 12);
  return join(cacheFolder, 'quantization', `${basename(checkpoint)}-${place}`);
}
