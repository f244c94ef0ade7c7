// I tiles · E embedding-module rows · T language-model tokens · D width

import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { embeddingRowsPerTile, tokensPerTile, type ModelConfig } from '../model/config.ts';
import { bridge } from '../model/holisticEmbedding.ts';
import { imageGraph } from '../model/hovle.ts';
import { names } from '../model/names.ts';
import type { Graph } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32, int64 } from '../tensor/hostTensor.ts';
import { joined } from '../tensor/joined.ts';
import { readTokenizer } from '../text/readTokenizer.ts';
import { calibrationPixels, calibrationText, drawnIds } from './calibrationSample.ts';
import { floats, openWeightless, type Tensors } from './weightlessSession.ts';

/** What calibration reads, and where its small graphs may be put. */
export interface CalibrationParts {
  readonly checkpoint: Checkpoint;
  readonly config: ModelConfig;
  readonly folder: string;
}

/**
 * Sequences that calibration reads, all of one length. The first is a picture and text; the others are tokens drawn by
 * how often they stand in text, because the moments of 512 inputs want a few times as many tokens.
 */
export const sequenceCount = 4;

/**
 * The calibration sequences as they enter the first layer, one after another, [sequences · E, D]. InternVL2's picture
 * would need its whole vision transformer in memory, so its language model is fitted to text alone.
 */
export async function calibrationRows(parts: CalibrationParts): Promise<Float32Array> {
  const { checkpoint, config } = parts;
  const tokenizer = await readTokenizer(checkpoint.folder);
  const text = await textRows(parts, tokenizer.encode(calibrationText));
  const first = config.layout === 'hovle' ? joined([await tileRows(parts), text]) : text;
  const length = first.length / config.language.width;
  const drawn = drawnIds((sequenceCount - 1) * length, Math.min(config.vocabularySize, tokenizer.vocabularySize));
  return joined([first, await textRows(parts, drawn)]);
}

/** The sequences between the holistic layers and the language model, [sequences · E, D] to [sequences · T, D]. */
export async function crossBridge(parts: CalibrationParts, features: Float32Array): Promise<Float32Array> {
  const { config } = parts;
  if (config.layout !== 'hovle') return features;
  const { width } = config.language;
  const g = new GraphBuilder('bridge');
  g.output('embeds', bridge(g, g.input('features', 'float32', ['E', width]), config));
  const graph = g.finish();
  const length = features.length / sequenceCount;
  const crossed: Float32Array[] = [];
  for (let sequence = 0; sequence < sequenceCount; sequence++) {
    const own = features.subarray(sequence * length, (sequence + 1) * length);
    const E = length / width;
    const feeds = { features: float32([E, width], own), ...foldFeeds(config, E, sequence === 0) };
    crossed.push(await run(parts, graph, feeds, 'embeds'));
  }
  // The picture of the first is shorter now; the others are cut to its length.
  const shortest = Math.min(...crossed.map((one) => one.length));
  return joined(crossed.map((one) => one.subarray(0, shortest)));
}

async function tileRows(parts: CalibrationParts): Promise<Float32Array> {
  const { tile } = parts.config;
  const pixels = float32([1, tile.channels, tile.size, tile.size], calibrationPixels(tile, 1));
  return run(parts, imageGraph(parts.config), { pixel_values: pixels }, 'image_rows');
}

async function textRows({ checkpoint, config }: CalibrationParts, ids: readonly number[]): Promise<Float32Array> {
  const table = config.layout === 'hovle' ? names.embedding.text : names.language.text;
  const rows: Float32Array[] = [];
  for (const id of ids.filter((one) => one < config.vocabularySize))
    rows.push(await checkpoint.readFloat32(table, { rows: [id, id + 1] }));
  return joined(rows);
}

/** In the post layout a tile stands in front: its rows are folded, the text's follow. */
function foldFeeds(config: ModelConfig, E: number, hasTile: boolean): Tensors {
  if (config.layout !== 'hovle' || config.pixelShuffle !== 'post') return {};
  const patches = hasTile ? embeddingRowsPerTile(config) : 0;
  const folded = hasTile ? tokensPerTile(config.tile) : 0;
  const order = [...range(E, folded), ...range(patches, E - patches)];
  return { patch_rows: int64([patches], range(0, patches)), order: int64([order.length], order) };
}

const range = (begin: number, count: number): number[] => Array.from({ length: count }, (_, i) => begin + i);

async function run(
  { checkpoint, folder }: CalibrationParts,
  graph: Graph,
  feeds: Tensors,
  output: string,
): Promise<Float32Array> {
  const weights: [string, Tensors[string]][] = [];
  for (const { value, source } of graph.parameters) {
    if (source.kind !== 'checkpoint') continue;
    weights.push([value.name, float32(value.shape.map(Number), await checkpoint.readFloat32(source.tensor))]);
  }
  const session = await openWeightless(graph, folder);
  try {
    return floats(await session.run({ ...feeds, ...Object.fromEntries(weights) }, [output]), output);
  } finally {
    await session.close();
  }
}
