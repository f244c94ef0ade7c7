import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../api/errors.ts';
import { nodeDisk, type Disk } from './disk.ts';
import { asWriteError } from './diskErrors.ts';
import { indexFile, singleFile } from './openCheckpoint.ts';
import { stageContent, type StagedFile } from './stageFile.ts';
import { followWriting, stageSafetensors, storedBytes, totalBytesOf } from './writeSafetensors.ts';
import type { Produce, TensorEntry, WriteOptions } from './writeSafetensors.ts';

export interface ShardedWriteOptions extends WriteOptions {
  /** Most bytes of tensors in one file, unless a single tensor is larger. */
  maxShardBytes?: number;
}

/**
 * Writes the weights of a checkpoint in the Hugging Face layout: one `model.safetensors` where they fit, else numbered
 * shards and an index. Nothing takes its name before everything is written.
 */
export async function writeShardedCheckpoint(
  folder: string,
  entries: readonly TensorEntry[],
  produce: Produce,
  options: ShardedWriteOptions = {},
): Promise<void> {
  const shards = planShards(entries, options.maxShardBytes ?? defaultShardBytes);
  await prepareFolder(folder, filesOf(shards));
  const onPiece = followWriting(entries, options);
  const staged: StagedFile[] = [];
  try {
    for (const shard of shards)
      staged.push(await stageSafetensors(join(folder, shard.file), shard.entries, produce, { ...options, onPiece }));
    if (shards.length > 1) staged.push(await stageContent(join(folder, indexFile), indexText(shards), options.disk));
    await commitAll(folder, staged, options.disk);
  } finally {
    for (const file of staged) await file.discard();
  }
}

/** A file of a sharded checkpoint and what it holds. */
export interface ShardPlan {
  readonly file: string;
  readonly entries: readonly TensorEntry[];
}

/** Fills shard after shard in the order given, as `save_pretrained` does. */
export function planShards(entries: readonly TensorEntry[], maxShardBytes: number): ShardPlan[] {
  const groups: TensorEntry[][] = [[]];
  let room = maxShardBytes;
  for (const entry of entries) {
    const isFull = storedBytes(entry) > room && groups.at(-1)?.length !== 0;
    if (isFull) groups.push([]);
    room = (isFull ? maxShardBytes : room) - storedBytes(entry);
    groups.at(-1)?.push(entry);
  }
  return groups.map((group, position) => ({ file: shardName(position + 1, groups.length), entries: group }));
}

/** The text of an index as the Hugging Face libraries write it. */
export function indexText(shards: readonly ShardPlan[]): string {
  const places = shards.flatMap(({ file, entries }) => entries.map(({ name }) => [name, file] as const));
  const total_size = totalBytesOf(shards.flatMap(({ entries }) => entries));
  const weight_map = Object.fromEntries(places.sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ metadata: { total_size }, weight_map }, null, 2)}\n`;
}

const defaultShardBytes = 5_000_000_000;

function shardName(number: number, count: number): string {
  const digits = (value: number) => String(value).padStart(5, '0');
  return count === 1 ? singleFile : `model-${digits(number)}-of-${digits(count)}.safetensors`;
}

function filesOf(shards: readonly ShardPlan[]): string[] {
  return shards.length > 1 ? [...shards.map(({ file }) => file), indexFile] : [singleFile];
}

/** Weights left from another checkpoint could be taken for this one's, and removing them is not ours to decide. */
async function prepareFolder(folder: string, willBeWritten: readonly string[]): Promise<void> {
  const weights = /^model(-\d+-of-\d+)?\.safetensors(\.index\.json)?$/;
  const names = await makeAndList(folder);
  const files = names.filter((name) => weights.test(name) && !willBeWritten.includes(name));
  if (files.length > 0) throw new EngineError('checkpoint/stale-files', { folder, files });
}

async function makeAndList(folder: string): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    return await readdir(folder);
  } catch (error) {
    throw asWriteError(error, folder);
  }
}

/** Without an index meanwhile, so that no mixture of old and new shards can be opened. */
async function commitAll(folder: string, staged: readonly StagedFile[], disk: Disk = nodeDisk): Promise<void> {
  await disk.remove(join(folder, indexFile));
  for (const file of staged) await file.commit();
}
