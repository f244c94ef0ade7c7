import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigFile } from '../../checkpoint/publishedConfig.ts';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import { writeShardedCheckpoint } from '../../checkpoint/writeShardedCheckpoint.ts';
import { tensorBytes } from '../../checkpoint/tensorBytes.ts';
import { tokenizerFiles } from '../../checkpoint/tokenizerFiles.ts';
import { readConfig } from '../../model/readConfig.ts';
import { readTokenizer } from '../../text/readTokenizer.ts';
import { inherit } from './inherit.ts';
import { initialWeights, type Weights } from './initialWeights.ts';
import { withVocabulary } from './withVocabulary.ts';

export interface NewModel {
  /** Text of a config.json, in which the sizes that depend on the tokenizer may be missing. */
  readonly configText: string;
  /** Folder of the tokenizer's files; they are copied. */
  readonly tokenizer: string;
  readonly seed: number;
  /** Folder of an earlier model whose weights are taken over where it has them. */
  readonly from?: string;
}

/** Writes a model that is to be trained: the published layout, in float32. */
export async function createModel(folder: string, { configText, tokenizer, seed, from }: NewModel): Promise<void> {
  const text = withVocabulary(configText, await readTokenizer(tokenizer));
  readConfig(text);
  // Sizes that are missing or odd were refused by reading it just now.
  const weights = await startingWeights(initialWeights(JSON.parse(text) as ConfigFile, seed), from);
  await mkdir(folder, { recursive: true });
  for (const file of tokenizerFiles) await copyFile(join(tokenizer, file), join(folder, file));
  await writeFileAtomically(join(folder, 'config.json'), text);
  const entries = Array.from(weights, ([name, { dtype, shape }]) => ({ name, dtype, shape }));
  // Every entry's name was taken from the map.
  await writeShardedCheckpoint(folder, entries, async ({ name }) => tensorBytes(weights.get(name)!));
}

async function startingWeights(weights: Weights, from?: string): Promise<Weights> {
  if (from === undefined) return weights;
  const checkpoint = await openCheckpoint(from);
  try {
    return await inherit(weights, checkpoint);
  } finally {
    await checkpoint.close();
  }
}
