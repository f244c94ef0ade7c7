import { EngineError } from '../api/errors.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import { closeAll } from './closeAll.ts';
import { fullHash, sourceHash, type HashOptions } from './contentHash.ts';
import type { ReadOptions, SafetensorsFile, TensorSource } from './safetensorsFile.ts';
import type { StoredTensor } from './safetensorsHeader.ts';

/** An open checkpoint folder: its config as text, and its tensors, wherever among the shards they lie. */
export class Checkpoint implements TensorSource {
  readonly folder: string;
  readonly configText: string;
  /** Shard after shard, each in the order of its file: reading them so goes over each shard once. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly shards: readonly SafetensorsFile[];
  readonly #shardOf = new Map<string, SafetensorsFile>();

  constructor(folder: string, configText: string, shards: readonly SafetensorsFile[]) {
    this.folder = folder;
    this.configText = configText;
    this.shards = shards;
    this.tensors = new Map(shards.flatMap((shard) => [...shard.tensors]));
    for (const shard of shards) for (const name of shard.tensors.keys()) this.#shardOf.set(name, shard);
  }

  async readTensor(name: string): Promise<HostTensor> {
    return this.#find(name).readTensor(name);
  }

  async readFloat32(name: string, options?: ReadOptions): Promise<Float32Array> {
    return this.#find(name).readFloat32(name, options);
  }

  async readBytes(name: string, begin?: number, end?: number): Promise<Uint8Array> {
    return this.#find(name).readBytes(name, begin, end);
  }

  /** A cheap identity: config, headers, sizes and times of change. Equal hashes mean the checkpoint was left alone. */
  async sourceHash(): Promise<string> {
    return sourceHash(this);
  }

  /** SHA-256 of each weight file, by its name; reads all of them. */
  async fullHash(options?: HashOptions): Promise<Map<string, string>> {
    return fullHash(this, options);
  }

  async close(): Promise<void> {
    await closeAll(this.shards);
  }

  #find(name: string): SafetensorsFile {
    const shard = this.#shardOf.get(name);
    if (shard === undefined) throw new EngineError('checkpoint/missing-tensor', { name, file: this.folder });
    return shard;
  }
}
