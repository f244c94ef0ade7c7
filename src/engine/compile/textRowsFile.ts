import { join } from 'node:path';
import { EngineError } from '../api/errors.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { firstNonFinite } from '../checkpoint/firstNonFinite.ts';
import { toFloat32, type FloatDType } from '../checkpoint/floatConversion.ts';
import { stageFile } from '../checkpoint/stageFile.ts';
import type { ModelConfig } from '../model/config.ts';
import { names } from '../model/names.ts';
import { bytesPerElement } from '../tensor/dtype.ts';
import type { Manifest } from './manifest.ts';

export const textRowsFile = 'text_rows.bin';
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
  const staged = await stageFile(join(folder, textRowsFile), async (target) => {
    for (let begin = 0; begin < byteLength; begin += chunkBytes) {
      const bytes = await checkpoint.readBytes(name, begin, Math.min(begin + chunkBytes, byteLength));
      requireFinite(bytes, begin, { name, file: stored.file, dtype });
      await target.write(bytes);
    }
  });
  await staged.commit();
  return { file: textRowsFile, dtype, count: config.vocabularySize };
}

/** Rows are read one by one, long after: what is not a number there would show in some questions only. */
function requireFinite(bytes: Uint8Array, begin: number, { name, file, dtype }: FloatTensor): void {
  const size = bytesPerElement[dtype];
  const values = new Float32Array(bytes.byteLength / size);
  toFloat32[dtype](bytes, values);
  const index = firstNonFinite(values);
  if (index < 0) return;
  const value = values[index] ?? NaN;
  throw new EngineError('checkpoint/not-finite', { name, file, index: begin / size + index, value });
}

interface FloatTensor {
  readonly name: string;
  readonly file: string;
  readonly dtype: FloatDType;
}
