import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a teacher made of pictures that come again, one file each. */
export interface FeatureStore {
  /** The features of sample `index`, `length` numbers; computed when they are asked for first. */
  features(index: number, length: number, compute: () => Promise<Float32Array>): Promise<Float32Array>;
}

/** A store in a folder. A file that a killed run left behind half written is not used: it has another name, or another size. */
export async function openFeatureStore(folder: string): Promise<FeatureStore> {
  await mkdir(folder, { recursive: true });
  let written = 0;
  return {
    features: async (index, length, compute) => {
      const file = join(folder, `${index}.f32`);
      const stored = existsSync(file) ? await readFile(file) : undefined;
      if (stored?.byteLength === 4 * length) return new Float32Array(new Uint8Array(stored).buffer);
      const made = await compute();
      // Of few samples, one may come twice in a step.
      const temporary = `${file}.${++written}.partial`;
      await writeFile(temporary, made);
      await rename(temporary, file);
      return made;
    },
  };
}
