import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError, hasCode } from '../api/errors.ts';
import { Checkpoint } from './checkpoint.ts';
import { closeAll } from './closeAll.ts';
import { asCheckpointError } from './diskErrors.ts';
import { readText } from './readableFile.ts';
import { openSafetensors, type SafetensorsFile } from './safetensorsFile.ts';
import { parseShardIndex, type ShardIndex } from './shardIndex.ts';

/**
 * Opens a checkpoint folder: `config.json` beside one `model.safetensors`, or beside an index and its shards.
 * All headers are read and checked against each other and the index; no tensor is read yet.
 */
export async function openCheckpoint(folder: string): Promise<Checkpoint> {
  const configText = await readConfigText(folder);
  if (existsSync(join(folder, singleFile)))
    return new Checkpoint(folder, configText, [await openSafetensors(join(folder, singleFile))]);
  if (!existsSync(join(folder, indexFile))) throw new EngineError('checkpoint/no-weights', { folder });
  return new Checkpoint(folder, configText, await openShards(folder));
}

/** Names of the Hugging Face layout. Where both exist, the single file counts, as it does there. */
export const singleFile = 'model.safetensors';
export const indexFile = `${singleFile}.index.json`;

// Parsing JSON takes many times its size, so these stay well above any real file and well below the memory.
const configLimitBytes = 4 * 1024 * 1024;
const indexLimitBytes = 16 * 1024 * 1024;

function readConfigText(folder: string): Promise<string> {
  return readText(join(folder, 'config.json'), configLimitBytes).catch((error: unknown) => {
    throw asCheckpointError(error);
  });
}

async function openShards(folder: string): Promise<SafetensorsFile[]> {
  const indexPath = join(folder, indexFile);
  const index = parseShardIndex(indexPath, await readText(indexPath, indexLimitBytes));
  const opened: SafetensorsFile[] = [];
  try {
    for (const shard of new Set(index.values())) opened.push(await openShard(folder, shard, index));
    checkAgainstIndex(folder, index, opened);
    return opened;
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

async function openShard(folder: string, shard: string, index: ShardIndex): Promise<SafetensorsFile> {
  const file = join(folder, shard);
  try {
    return await openSafetensors(file);
  } catch (cause) {
    if (!hasCode(cause, 'disk/missing')) throw cause;
    const tensors = [...index.values()].filter((value) => value === shard).length;
    throw new EngineError('checkpoint/missing-shard', { file, index: join(folder, indexFile), tensors }, { cause });
  }
}

function checkAgainstIndex(folder: string, index: ShardIndex, shards: readonly SafetensorsFile[]): void {
  const places = placeOfEach(shards);
  for (const [name, shard] of index) {
    const file = join(folder, shard);
    const actual = places.get(name);
    if (actual === undefined) throw new EngineError('checkpoint/missing-tensor', { name, file });
    if (actual !== file) throw new EngineError('checkpoint/wrong-shard', { name, file, actual });
  }
}

/** File of each tensor. A tensor in two shards is refused: nothing says which is meant. */
function placeOfEach(shards: readonly SafetensorsFile[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const { name, file } of shards.flatMap((shard) => [...shard.tensors.values()])) {
    const other = places.get(name);
    if (other !== undefined) throw new EngineError('checkpoint/tensor-twice', { name, files: [other, file] });
    places.set(name, file);
  }
  return places;
}
