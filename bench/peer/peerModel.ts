import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../src/engine/generate/seededRandom.ts';
import type { Environment } from '../benchmark.ts';
import { codecs, encodeBlocks } from './blocks/codecs.ts';
import { tensorBytes, writeGguf, type GgufTensor } from './ggufFile.ts';
import { hovleAsLlama, llamaContent } from './llamaFile.ts';
import type { LlamaFormat } from './llamaFormats.ts';

/** The peer's model file of the published shape with random weights; written when it is not there. */
export async function peerModel({ cacheFolder, log }: Environment, format: LlamaFormat): Promise<string> {
  const path = join(cacheFolder, `${format}.gguf`);
  if (existsSync(path)) return path;
  log(`writing ${format}.gguf`);
  await mkdir(cacheFolder, { recursive: true });
  await writeGguf(`${path}.partial`, llamaContent(hovleAsLlama, format), randomTensor);
  await rename(`${path}.partial`, path);
  return path;
}

const deviation = 0.02;
const distinctRows = 16;

/** Some random rows over and over: a processor computes with equal weights no faster than with different ones. */
function randomTensor(tensor: GgufTensor): Uint8Array {
  if (tensor.type === 'F32') return new Uint8Array(new Float32Array(tensor.columns).fill(1).buffer);
  const random = seededRandom(tensor.columns);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weights = Float32Array.from({ length: distinctRows * tensor.columns }, () => deviation * normal());
  const rows = encodeBlocks(codecs[tensor.type], weights);
  return Buffer.alloc(tensorBytes(tensor), rows);
}
