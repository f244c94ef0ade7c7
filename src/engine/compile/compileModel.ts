import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Precision } from '../api/choices.ts';
import type { CompileReport } from '../api/engineApi.ts';
import { EngineError } from '../api/errors.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import type { ModelConfig } from '../model/config.ts';
import { decoderGraph, imageGraph, inspectGraph } from '../model/hovle.ts';
import { names } from '../model/names.ts';
import { readConfig } from '../model/readConfig.ts';
import { encodeModel } from '../onnx/encodeModel.ts';
import type { Graph, Parameter } from '../onnx/graph.ts';
import { formatVersion, manifestFile, type Manifest } from './manifest.ts';
import { layOutWeights, storedParameters, type WeightLayout } from './weightLayout.ts';

export interface CompileOptions {
  precision: Precision;
  out: string;
  signal?: AbortSignal;
  onProgress?: (step: string, fraction: number) => void;
}

/** Compiles a checkpoint folder into graphs and weight files that sessions load. The result appears whole or not at all. */
export async function compileModel(folder: string, options: CompileOptions): Promise<CompileReport> {
  const begin = performance.now();
  const checkpoint = await openCheckpoint(folder);
  try {
    const config = readConfig(checkpoint.configText, join(folder, 'config.json'));
    const { files } = await compileOpened(checkpoint, config, options);
    const sizeBytes = Object.values(files).reduce((sum, file) => sum + file.sizeBytes, 0);
    const elapsedMs = performance.now() - begin;
    return { folder: options.out, precision: options.precision, sizeBytes, elapsedMs, layers: [] };
  } finally {
    await checkpoint.close();
  }
}

async function compileOpened(checkpoint: Checkpoint, config: ModelConfig, options: CompileOptions): Promise<Manifest> {
  const graphs = [imageGraph(config), decoderGraph(config), inspectGraph(config)];
  const parameters = inFileOrder(checkpoint, storedParameters(graphs));
  const layout = layOutWeights(parameters);
  const partial = `${options.out}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await writeWeights(checkpoint, parameters, { layout, partial, options });
  for (const graph of graphs) await writeGraph(graph, layout, partial);
  const textRows = await writeTextRows(checkpoint, config, partial);
  await copyTokenizer(checkpoint.folder, partial);
  const manifest = await describe(checkpoint, { layout, textRows, precision: options.precision });
  await writeFile(join(partial, manifestFile), JSON.stringify(manifest, undefined, 2));
  await rm(options.out, { recursive: true, force: true });
  await rename(partial, options.out);
  return manifest;
}

/** Parameters in the order in which the shards hold them, so that each shard is read once from end to end. */
function inFileOrder(checkpoint: Checkpoint, parameters: readonly Parameter[]): Parameter[] {
  const order = new Map([...checkpoint.tensors.keys()].map((name, index) => [name, index]));
  const position = ({ source }: Parameter): number =>
    source.kind === 'constant' ? -1 : (order.get(source.tensor) ?? -1);
  const once = new Map(parameters.map((parameter) => [parameter.value.name, parameter]));
  return [...once.values()].sort((a, b) => position(a) - position(b));
}

interface WeightTarget {
  layout: WeightLayout;
  partial: string;
  options: CompileOptions;
}

async function writeWeights(
  checkpoint: Checkpoint,
  parameters: readonly Parameter[],
  target: WeightTarget,
): Promise<void> {
  const { layout, partial, options } = target;
  const handles = new Map<string, FileHandle>();
  try {
    for (const file of layout.files.keys()) handles.set(file, await open(join(partial, file), 'w'));
    for (const [index, parameter] of parameters.entries()) {
      if (options.signal?.aborted) throw new EngineError('request/cancelled', undefined);
      const place = layout.places.get(parameter.value.name);
      const handle = place && handles.get(place.file);
      if (place && handle) await handle.write(await bytesOf(checkpoint, parameter), 0, place.length, place.offset);
      options.onProgress?.('weights', (index + 1) / parameters.length);
    }
  } finally {
    for (const handle of handles.values()) await handle.close();
  }
}

async function bytesOf(checkpoint: Checkpoint, { value, source }: Parameter): Promise<Uint8Array> {
  if (source.kind !== 'checkpoint') throw new TypeError(`${value.name} does not come from the checkpoint.`);
  const stored = await checkpoint.readFloat32(source.tensor);
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}

async function writeGraph(graph: Graph, layout: WeightLayout, partial: string): Promise<void> {
  const place = ({ value }: Parameter) => layout.places.get(value.name) ?? { file: '', offset: 0, length: 0 };
  await writeFile(join(partial, `${graph.name}.onnx`), encodeModel(graph, place));
}

const tokenizerFiles = ['tokenizer.model', 'tokenizer_config.json', 'added_tokens.json', 'special_tokens_map.json'];

/** A compiled model runs on when its checkpoint has been moved away. */
async function copyTokenizer(from: string, to: string): Promise<void> {
  for (const file of tokenizerFiles) {
    if (existsSync(join(from, file))) await copyFile(join(from, file), join(to, file));
  }
}

/** The text embedding table in its stored element type: the host reads single rows of it. */
async function writeTextRows(
  checkpoint: Checkpoint,
  config: ModelConfig,
  partial: string,
): Promise<Manifest['textRows']> {
  const tensor = config.layout === 'hovle' ? names.embedding.text : names.language.text;
  const { dtype, data } = await checkpoint.readTensor(tensor);
  if (dtype !== 'float32' && dtype !== 'float16' && dtype !== 'bfloat16') {
    throw new EngineError('checkpoint/not-floating', { name: tensor, file: checkpoint.folder, dtype });
  }
  await writeFile(join(partial, 'text_rows.bin'), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return { file: 'text_rows.bin', dtype, count: config.vocabularySize };
}

async function describe(
  checkpoint: Checkpoint,
  made: { layout: WeightLayout; textRows: Manifest['textRows']; precision: Precision },
): Promise<Manifest> {
  return {
    formatVersion,
    precision: made.precision,
    sourceHash: await checkpoint.sourceHash(),
    checkpoint: checkpoint.folder,
    config: checkpoint.configText,
    textRows: made.textRows,
    files: Object.fromEntries([...made.layout.files].map(([file, sizeBytes]) => [file, { sizeBytes }])),
  };
}
