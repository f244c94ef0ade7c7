import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a teacher made of pictures that come again, one file each. */
export interface FeatureStore {
  /** The features of a picture, `length` numbers; computed when they are asked for first. */
  features(pixels: Float32Array, length: number, compute: () => Promise<Float32Array>): Promise<Float32Array>;
}

/** Where features are kept, whose they are, and how much room they may take. */
interface StorePlace {
  readonly folder: string;
  /** What tells the teacher from any other. */
  readonly teacher: string;
  readonly limitBytes: number;
}

/**
 * A store in a folder, where features lie by their teacher and by the pixels that they were made of: those of another teacher are removed,
 * and a picture that changed is another one. What finds no room is computed each time.
 */
export async function openFeatureStore({ folder, teacher, limitBytes }: StorePlace): Promise<FeatureStore> {
  const own = join(folder, teacher);
  await mkdir(own, { recursive: true });
  await removeAll(folder, (name) => name !== teacher);
  // A killed run may have left a file half written.
  await removeAll(own, (name) => name.endsWith(partial));
  let storedBytes = await bytesIn(own);
  const making = new Map<string, Promise<Float32Array>>();
  const make = async (file: string, compute: () => Promise<Float32Array>): Promise<Float32Array> => {
    const made = await compute();
    if (storedBytes + made.byteLength > limitBytes) return made;
    storedBytes += made.byteLength;
    await writeFile(`${file}${partial}`, made);
    await rename(`${file}${partial}`, file);
    return made;
  };
  return {
    features: async (pixels, length, compute) => {
      const file = join(own, `${hashOf(pixels)}.f32`);
      const stored = existsSync(file) ? await readFile(file) : undefined;
      if (stored?.byteLength === 4 * length) return new Float32Array(new Uint8Array(stored).buffer);
      // Of few samples, one may come twice in a step.
      const made = making.get(file) ?? make(file, compute).finally(() => making.delete(file));
      making.set(file, made);
      return made;
    },
  };
}

const partial = '.partial';

function hashOf({ buffer, byteOffset, byteLength }: Float32Array): string {
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex')
    .slice(0, 40);
}

async function removeAll(folder: string, isUnwanted: (name: string) => boolean): Promise<void> {
  for (const name of (await readdir(folder)).filter(isUnwanted))
    await rm(join(folder, name), { recursive: true, force: true });
}

async function bytesIn(folder: string): Promise<number> {
  let sum = 0;
  for (const name of await readdir(folder)) sum += (await stat(join(folder, name))).size;
  return sum;
}
