import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Precision } from '../../src/engine/api/choices.ts';
import { openCheckpoint } from '../../src/engine/checkpoint/openCheckpoint.ts';
import { publishedConfig } from '../../src/engine/checkpoint/publishedConfig.ts';
import { writeRandomCheckpoint } from '../../src/engine/checkpoint/randomCheckpoint.ts';
import { isUpToDate } from '../../src/engine/compile/modelCache.ts';
import type { Environment } from '../benchmark.ts';
import { compileApart } from './compileApart.ts';

/** Id of `<IMG_CONTEXT>` in the small tokenizer that the random checkpoint comes with. */
const imageTokenId = 1196;
const tokenizerFrom = join(import.meta.dirname, '..', '..', 'test', 'golden', 'reference', 'tiny-pre');

/** The folder of a random checkpoint of the published shape (2.6 billion parameters, bfloat16), written when it is not there. */
export async function fullSizeCheckpoint({ cacheFolder, log }: Environment): Promise<string> {
  const folder = join(cacheFolder, 'checkpoint');
  if (await isWhole(folder)) return folder;
  log('writing a random checkpoint of the published shape, 5.2 GB');
  await writeRandomCheckpoint(folder, publishedConfig(imageTokenId), { seed: 1, dtype: 'bfloat16', tokenizerFrom });
  return folder;
}

/** The checkpoint compiled to a precision; compiled when that is not there or not of this version. */
export async function fullSizeModel(environment: Environment, precision: Precision): Promise<string> {
  const checkpoint = await fullSizeCheckpoint(environment);
  const out = compiledPlace(environment, precision);
  if (!(await isUpToDate(out, checkpoint))) await compileApart({ checkpoint, precision, out }, environment.log);
  return out;
}

/** Where `fullSizeModel` keeps what it compiles. */
export function compiledPlace({ cacheFolder }: Environment, precision: Precision): string {
  return join(cacheFolder, `compiled-${precision}`);
}

/** config.json is written last; opening finds what is missing. */
async function isWhole(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, 'config.json'))) return false;
  const checkpoint = await openCheckpoint(folder);
  await checkpoint.close();
  return true;
}
