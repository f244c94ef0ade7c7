import { copyFile, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import { tensorBytes } from '../../checkpoint/tensorBytes.ts';
import { writeShardedCheckpoint } from '../../checkpoint/writeShardedCheckpoint.ts';
import { float32ToFloat16 } from '../../tensor/float16.ts';

/**
 * Writes a checkpoint of training as a model to hand on: the published layout without the state of the run, weights in
 * float16, which keeps three bits more of each than bfloat16 would and is wide enough for weights.
 */
export async function publishModel(checkpoint: string, folder: string): Promise<void> {
  const source = await openCheckpoint(checkpoint);
  try {
    await mkdir(folder, { recursive: true });
    await writeWeights(source, folder);
    for (const file of companions) {
      if (existsSync(join(checkpoint, file))) await copyFile(join(checkpoint, file), join(folder, file));
    }
    await writeFileAtomically(join(folder, 'generation_config.json'), generationConfig);
    await writeFileAtomically(join(folder, 'config.json'), publishedConfig(source.configText));
  } finally {
    await source.close();
  }
}

const companions = ['tokenizer.model', 'tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json'];

/** As the published folders have it. */
const generationConfig = '{"_from_model_config": true, "transformers_version": "4.42.4"}\n';

async function writeWeights(source: Checkpoint, folder: string): Promise<void> {
  const entries = Array.from(source.tensors.values(), ({ name, shape }) => ({
    name,
    shape,
    dtype: 'float16' as const,
  }));
  await writeShardedCheckpoint(folder, entries, async ({ name, shape }) =>
    tensorBytes({ dtype: 'float16', shape, data: float32ToFloat16(await source.readFloat32(name)) }),
  );
}

function publishedConfig(text: string): string {
  // It was parsed when the checkpoint was written.
  const config = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify({ ...config, torch_dtype: 'float16' }, null, 2)}\n`;
}
