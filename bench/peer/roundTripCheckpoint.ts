// G key/value heads · R query heads that share one · K width of a head

import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCheckpoint } from '../../src/engine/checkpoint/openCheckpoint.ts';
import { writeShardedCheckpoint } from '../../src/engine/checkpoint/writeShardedCheckpoint.ts';
import { embeddingStack, type ModelConfig, type StackConfig } from '../../src/engine/model/config.ts';
import { names, type LayerNames } from '../../src/engine/model/names.ts';
import { readConfig } from '../../src/engine/model/readConfig.ts';
import { roundRows } from './roundRows.ts';
import { typeOf, type LlamaFormat, type MatrixPlace } from './llamaFormats.ts';

/** Rounds the rows [from, to) of a matrix, in place. */
type Rounding = (weights: Float32Array) => void;

/**
 * Writes a checkpoint whose matrices have been through the peer's quantizer and back, so that our own float32 graph shows
 * what that costs. Like the peer's, embeddings of pictures and norms stay as they are; text embeddings do as well.
 */
export async function roundTripCheckpoint(from: string, to: string, format: LlamaFormat): Promise<void> {
  const checkpoint = await openCheckpoint(from);
  try {
    const roundings = roundingsOf(readConfig(checkpoint.configText, join(from, 'config.json')), format);
    const entries = [...checkpoint.tensors.values()].map(({ name, shape }) => ({
      name,
      shape,
      dtype: 'float32' as const,
    }));
    await mkdir(to, { recursive: true });
    await writeShardedCheckpoint(to, entries, async ({ name }) => {
      const weights = await checkpoint.readFloat32(name);
      roundings.get(name)?.(weights);
      return new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength);
    });
    for (const file of await readdir(from)) {
      if (!/safetensors|^config\.json$/.test(file)) await copyFile(join(from, file), join(to, file));
    }
    await writeFile(join(to, 'config.json'), checkpoint.configText);
  } finally {
    await checkpoint.close();
  }
}

/** What happens to each matrix, by its tensor's name. The peer sees both stacks as one. */
function roundingsOf(config: ModelConfig, format: LlamaFormat): Map<string, Rounding> {
  const embedding = embeddingStack(config);
  const { language } = config;
  const before = embedding?.layers ?? 0;
  const layers = before + language.layers;
  const all = new Map<string, Rounding>();
  const add = (stack: StackConfig, layerNames: LayerNames, layer: number): void => {
    const ordinary = typeOf(format, { role: 'ordinary', layer, layers });
    const sensitive = typeOf(format, { role: 'sensitive', layer, layers });
    const rows = (columns: number, type: typeof ordinary) => (weights: Float32Array) =>
      roundRows(weights, columns, type);
    all.set(`${layerNames.queryKeyValue}.weight`, projection(stack, ordinary, sensitive));
    all.set(`${layerNames.attentionOutput}.weight`, rows(stack.width, ordinary));
    all.set(`${layerNames.gate}.weight`, rows(stack.width, ordinary));
    all.set(`${layerNames.up}.weight`, rows(stack.width, ordinary));
    all.set(`${layerNames.down}.weight`, rows(stack.intermediateWidth, sensitive));
  };
  for (let i = 0; embedding && i < before; i++) add(embedding, names.embedding.layer(i), i);
  for (let i = 0; i < language.layers; i++) add(language, names.language.layer(i), before + i);
  const head: MatrixPlace = { role: 'head' };
  all.set(names.language.head, (weights) => roundRows(weights, language.width, typeOf(format, head)));
  return all;
}

type MatrixType = ReturnType<typeof typeOf>;

/** The packed projection: of each key/value head R queries and its key, then its value, which the peer treats apart. */
function projection(
  { heads, keyValueHeads: G, headWidth: K, width }: StackConfig,
  ordinary: MatrixType,
  values: MatrixType,
): Rounding {
  const groupRows = (heads / G + 2) * K;
  return (weights) => {
    for (let group = 0; group < G; group++) {
      const first = group * groupRows * width;
      const value = first + (groupRows - K) * width;
      roundRows(weights.subarray(first, value), width, ordinary);
      roundRows(weights.subarray(value, value + K * width), width, values);
    }
  };
}
