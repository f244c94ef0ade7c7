import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { EngineError } from '../api/errors.ts';
import type { ReadableFile } from './readableFile.ts';
import type { SafetensorsFile } from './safetensorsFile.ts';
import { tokenizerFiles } from './tokenizerFiles.ts';

/** What is hashed: an open checkpoint. */
interface HashedCheckpoint {
  readonly folder: string;
  readonly configText: string;
  readonly shards: readonly SafetensorsFile[];
}

export interface HashOptions {
  signal?: AbortSignal;
  onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/**
 * SHA-256 over the config, each shard's name, size, time of change and header, and the same but for headers of the tokenizer's
 * files. Reads no weights.
 */
export async function sourceHash({ folder, configText, shards }: HashedCheckpoint): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(configText));
  for (const { file, header } of shards) {
    hash.update(JSON.stringify([relative(folder, file.path), file.sizeBytes, file.modifiedMs]));
    hash.update(await file.read(0, header.byteLength));
  }
  for (const name of tokenizerFiles) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found) hash.update(JSON.stringify([name, found.size, found.mtimeMs]));
  }
  return hash.digest('hex');
}

/** SHA-256 of each shard, by its path in the folder. Ends with `request/cancelled` once `signal` is aborted. */
export async function fullHash(
  { folder, shards }: HashedCheckpoint,
  { signal, onProgress }: HashOptions = {},
): Promise<Map<string, string>> {
  const totalBytes = shards.reduce((sum, { file }) => sum + file.sizeBytes, 0);
  const hashes = new Map<string, string>();
  let doneBytes = 0;
  for (const { file } of shards) {
    const hash = createHash('sha256');
    for await (const chunk of chunksOf(file)) {
      if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
      hash.update(chunk);
      onProgress?.((doneBytes += chunk.byteLength), totalBytes);
    }
    hashes.set(relative(folder, file.path), hash.digest('hex'));
  }
  return hashes;
}

const chunkBytes = 4 * 1024 * 1024;

/** The whole file in order; each chunk is overwritten by the next. */
async function* chunksOf(file: ReadableFile): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(chunkBytes, file.sizeBytes));
  for (let offset = 0; offset < file.sizeBytes; offset += chunkBytes) {
    const chunk = buffer.subarray(0, Math.min(chunkBytes, file.sizeBytes - offset));
    await file.readInto(chunk, offset);
    yield chunk;
  }
}
