// I tiles · E embedding-module rows · T language-model tokens · D width

import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { embeddingRowsPerTile, patchesPerSide, type ModelConfig } from '../model/config.ts';
import { bridge } from '../model/holisticEmbedding.ts';
import { imageGraph } from '../model/hovle.ts';
import { names } from '../model/names.ts';
import type { Graph } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32, int64 } from '../tensor/hostTensor.ts';
import { joined } from '../tensor/joined.ts';
import { readTokenizer } from '../text/readTokenizer.ts';
import { calibrationPixels, calibrationText } from './calibrationSample.ts';
import { floats, openWeightless, type Tensors } from './weightlessSession.ts';

/** What calibration reads, and where its small graphs may be put. */
export interface CalibrationParts {
  readonly checkpoint: Checkpoint;
  readonly config: ModelConfig;
  readonly folder: string;
}

/**
 * The calibration sequence as it enters the first layer, [E, D]: a made-up tile and text. InternVL2's tile would need
 * its whole vision transformer in memory, so its language model is fitted to text alone.
 */
export async function calibrationRows(parts: CalibrationParts): Promise<Float32Array> {
  const text = await textRows(parts);
  return parts.config.layout === 'hovle' ? joined([await tileRows(parts), text]) : text;
}

/** The sequence between the holistic layers and the language model, [E, D] to [T, D]. */
export async function crossBridge(parts: CalibrationParts, features: Float32Array): Promise<Float32Array> {
  const { config } = parts;
  if (config.layout !== 'hovle') return features;
  const { width } = config.language;
  const g = new GraphBuilder('bridge');
  const input = g.input('features', 'float32', ['E', width]);
  g.output('embeds', bridge(g, input, config));
  const feeds = {
    features: float32([features.length / width, width], features),
    ...foldFeeds(config, features.length / width),
  };
  return run(parts, g.finish(), feeds, 'embeds');
}

async function tileRows(parts: CalibrationParts): Promise<Float32Array> {
  const { tile } = parts.config;
  const pixels = float32([1, tile.channels, tile.size, tile.size], calibrationPixels(tile, 1));
  return run(parts, imageGraph(parts.config), { pixel_values: pixels }, 'image_rows');
}

async function textRows({ checkpoint, config }: CalibrationParts): Promise<Float32Array> {
  const table = config.layout === 'hovle' ? names.embedding.text : names.language.text;
  const tokenizer = await readTokenizer(checkpoint.folder);
  const ids = tokenizer.encode(calibrationText).filter((id) => id < config.vocabularySize);
  const rows: Float32Array[] = [];
  for (const id of ids) rows.push(await checkpoint.readFloat32(table, { rows: [id, id + 1] }));
  return joined(rows);
}

/** In the post layout the tile stands in front: its rows are folded, the text's follow. */
function foldFeeds(config: ModelConfig, E: number): Tensors {
  if (config.layout !== 'hovle' || config.pixelShuffle !== 'post') return {};
  const patches = embeddingRowsPerTile(config);
  const folded = (patchesPerSide(config.tile) / config.tile.shuffle) ** 2;
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
