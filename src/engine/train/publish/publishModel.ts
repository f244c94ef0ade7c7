import { copyFile, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import { tensorBytes } from '../../checkpoint/tensorBytes.ts';
import { tokenizerFiles } from '../../checkpoint/tokenizerFiles.ts';
import { writeShardedCheckpoint } from '../../checkpoint/writeShardedCheckpoint.ts';
import { float32ToFloat16 } from '../../tensor/float16.ts';

/** Another model of the same shape that a checkpoint is averaged with. */
export interface Averaging {
  readonly folder: string;
  /** How much the checkpoint counts, in [0, 1]; the other counts for the rest. */
  readonly share: number;
}

/**
 * Writes a checkpoint of training as a model to hand on: the published layout without the state of the run, weights in
 * float16, which keeps three bits more of each than bfloat16 would and is wide enough for weights. The mean of a model and of what
 * it has learned further keeps most of both (Wortsman et al., 2022, "Robust fine-tuning of zero-shot models").
 */
export async function publishModel(checkpoint: string, folder: string, averaging?: Averaging): Promise<void> {
  const source = await openCheckpoint(checkpoint);
  let other: Checkpoint | undefined;
  try {
    if (averaging) other = await openCheckpoint(averaging.folder);
    if (other) checkAlike(source, other);
    await mkdir(folder, { recursive: true });
    const read = (name: string): Promise<Float32Array> => source.readFloat32(name);
    await writeWeights(source, folder, averaging && other ? meanOf(read, other, averaging.share) : read);
    for (const file of tokenizerFiles) {
      if (existsSync(join(checkpoint, file))) await copyFile(join(checkpoint, file), join(folder, file));
    }
    await writeFileAtomically(join(folder, 'generation_config.json'), generationConfig);
    await writeFileAtomically(join(folder, 'config.json'), publishedConfig(source.configText));
  } finally {
    await source.close();
    await other?.close();
  }
}

/** As the published folders have it. */
const generationConfig = '{"_from_model_config": true, "transformers_version": "4.42.4"}\n';

type ReadWeights = (name: string) => Promise<Float32Array>;

function checkAlike(source: Checkpoint, other: Checkpoint): void {
  for (const { name, shape } of source.tensors.values())
    if (other.tensors.get(name)?.shape.join() !== shape.join())
      throw new EngineError('request/invalid', {
        what: 'The other model',
        expected: `one with ${name} of [${shape.join(', ')}]`,
      });
}

function meanOf(read: ReadWeights, other: Checkpoint, share: number): ReadWeights {
  return async (name) => {
    const [own, others] = [await read(name), await other.readFloat32(name)];
    // They have one shape.
    return own.map((value, i) => share * value + (1 - share) * others[i]!);
  };
}

async function writeWeights(source: Checkpoint, folder: string, read: ReadWeights): Promise<void> {
  const entries = Array.from(source.tensors.values(), ({ name, shape }) => ({
    name,
    shape,
    dtype: 'float16' as const,
  }));
  await writeShardedCheckpoint(folder, entries, async ({ name, shape }) =>
    tensorBytes({ dtype: 'float16', shape, data: float32ToFloat16(await read(name)) }),
  );
}

function publishedConfig(text: string): string {
  // It was parsed when the checkpoint was written.
  const config = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify({ ...config, torch_dtype: 'float16' }, null, 2)}\n`;
}
