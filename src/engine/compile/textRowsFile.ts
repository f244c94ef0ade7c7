import { join } from 'node:path';
import { EngineError } from '../api/errors.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { stageFile } from '../checkpoint/stageFile.ts';
import type { ModelConfig } from '../model/config.ts';
import { names } from '../model/names.ts';
import type { Manifest } from './manifest.ts';

const file = 'text_rows.bin';
const chunkBytes = 16 * 2 ** 20;

/** Copies the text embedding table in its stored element type: the host reads single rows of it. */
export async function writeTextRows(
  checkpoint: Checkpoint,
  config: ModelConfig,
  folder: string,
): Promise<Manifest['textRows']> {
  const name = config.layout === 'hovle' ? names.embedding.text : names.language.text;
  const stored = checkpoint.tensors.get(name);
  if (!stored) throw new EngineError('checkpoint/missing-tensor', { name, file: checkpoint.folder });
  const { dtype, shape, byteLength } = stored;
  if (dtype !== 'float32' && dtype !== 'float16' && dtype !== 'bfloat16') {
    throw new EngineError('checkpoint/not-floating', { name, file: stored.file, dtype });
  }
  const expected = [config.vocabularySize, config.language.width];
  if (shape.join() !== expected.join()) {
    throw new EngineError('checkpoint/wrong-shape', { name, file: stored.file, shape: [...shape], expected });
  }
  const staged = await stageFile(join(folder, file), async (target) => {
    for (let begin = 0; begin < byteLength; begin += chunkBytes) {
      await target.write(await checkpoint.readBytes(name, begin, Math.min(begin + chunkBytes, byteLength)));
    }
  });
  await staged.commit();
  return { file, dtype, count: config.vocabularySize };
}
