// D width · F width of the feed-forward network · V vocabulary

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedConfig } from '../../src/engine/checkpoint/publishedConfig.ts';
import { writeRandomCheckpoint } from '../../src/engine/checkpoint/randomCheckpoint.ts';
import { seededRandom } from '../../src/engine/generate/seededRandom.ts';
import type { Environment } from '../benchmark.ts';

/** Sizes of the models that are trained, by what they are called. */
export const trainingSizes = {
  '10 M': { D: 320, F: 864, heads: 5, embeddingLayers: 3, languageLayers: 5, rows: 16 },
  '100 M': { D: 1024, F: 2816, heads: 16, embeddingLayers: 3, languageLayers: 4, rows: 8 },
} as const;

export type TrainingSize = keyof typeof trainingSizes;

const V = 4096;
const tile = { size: 112, patch: 8 };
const imageTokenId = 3;
/** Each row is a picture, a question that is read and an answer that is learned. */
const words = { question: 39, answer: 40 };
const pictureTokens = (tile.size / tile.patch / 2) ** 2;

/** One step's data, as both programs read it. */
export interface TrainingBatch {
  readonly ids: readonly (readonly number[])[];
  /** How many tokens at the end of each row are learned. */
  readonly learned: number;
  readonly imageTokenId: number;
}

/** Folder of a random checkpoint of this size, with the step's data beside it; made on first use. */
export async function trainingModel({ cacheFolder, log }: Environment, size: TrainingSize): Promise<string> {
  const folder = join(cacheFolder, `training-${size.replace(' ', '')}`);
  if (existsSync(join(folder, 'batch.json'))) return folder;
  log(`Writing a random model of ${size} parameters…`);
  await mkdir(folder, { recursive: true });
  const tokenizerFrom = join(import.meta.dirname, '..', '..', 'test', 'golden', 'reference', 'tiny-pre');
  await writeRandomCheckpoint(folder, configOf(size), { seed: 1, dtype: 'float32', tokenizerFrom });
  const batch = batchOf(size);
  const random = seededRandom(2);
  const pixels = new Float32Array(batch.ids.length * 3 * tile.size ** 2).map(() => 2 * random() - 1);
  await writeFile(join(folder, 'pixels.bin'), pixels);
  await writeFile(join(folder, 'batch.json'), JSON.stringify(batch));
  return folder;
}

function configOf(size: TrainingSize) {
  const { D, F, heads, embeddingLayers, languageLayers } = trainingSizes[size];
  const published = publishedConfig(imageTokenId);
  const sizes = { hidden_size: D, intermediate_size: F, num_attention_heads: heads, num_key_value_heads: heads };
  return {
    ...published,
    force_image_size: tile.size,
    dynamic_image_size: false,
    use_thumbnail: false,
    max_dynamic_patch: 1,
    embedding_config: {
      ...published.embedding_config,
      ...sizes,
      ...{ num_hidden_layers: embeddingLayers, image_size: tile.size, patch_size: tile.patch },
      ...{ llm_vocab_size: V, llm_hidden_size: D },
    },
    llm_config: { ...published.llm_config, ...sizes, num_hidden_layers: languageLayers, vocab_size: V },
  };
}

function batchOf(size: TrainingSize): TrainingBatch {
  const random = seededRandom(1);
  const word = (): number => 10 + Math.floor(random() * (V - 10));
  const picture = Array.from({ length: pictureTokens }, () => imageTokenId);
  const row = () => [...picture, ...Array.from({ length: words.question + words.answer }, word)];
  return { ids: Array.from({ length: trainingSizes[size].rows }, row), learned: words.answer, imageTokenId };
}
