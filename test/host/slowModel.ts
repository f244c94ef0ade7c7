import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { HovleConfigFile } from '../../src/engine/checkpoint/publishedConfig.ts';
import { writeRandomCheckpoint } from '../../src/engine/checkpoint/randomCheckpoint.ts';

/** Writes an untrained model whose answers take long enough to watch, to stop and to crash. Its name is `slow`. */
export async function writeSlowModel(parent: string): Promise<void> {
  const shipped = path.resolve('media/models/hovle-untrained');
  const config = JSON.parse(readFileSync(path.join(shipped, 'config.json'), 'utf8')) as HovleConfigFile;
  const embedding_config = { ...config.embedding_config, ...sizes, llm_hidden_size: sizes.hidden_size };
  const slow = { ...config, embedding_config, llm_config: { ...config.llm_config, ...sizes } };
  await writeRandomCheckpoint(path.join(parent, 'slow'), slow, { seed: 2, dtype: 'bfloat16', tokenizerFrom: shipped });
}

/** About 40 million parameters: not much over a hundred tokens a second, and room for tens of thousands. */
const sizes = {
  num_hidden_layers: 6,
  hidden_size: 384,
  intermediate_size: 2304,
  num_attention_heads: 8,
  num_key_value_heads: 4,
  max_position_embeddings: 32_768,
};
