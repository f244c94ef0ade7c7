// T language-model tokens · E embedding-module tokens (T, or more in the post layout) · D width

import { concat, divide, gatherRows, gelu, linear, multiply, sumLast } from '../onnx/expressions.ts';
import type { Dimension } from '../onnx/dimension.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { patchesPerSide, type HovleConfig } from './config.ts';
import { names } from './names.ts';
import { patchEmbedding } from './patchEmbedding.ts';
import { pixelShuffle } from './pixelShuffle.ts';
import type { StackForm } from './stack.ts';
import { weighted } from './weighted.ts';

/**
 * The holistic embedding module (HoVLE, CVPR 2025, §3.1): words and patches in one causal sequence through the same
 * layers, without a final norm. Takes rows [E, D]; returns what the language model reads, [T, D].
 */
export function holisticEmbedding(g: GraphBuilder, rows: Value, config: HovleConfig, form: StackForm): Value {
  const features = form(g, rows, { name: 'embedding', config: config.embedding, layer: names.embedding.layer });
  return bridge(g, features, config);
}

/** What lies between the holistic layers' output [E, D] and the language model's input [T, D]. */
export function bridge(g: GraphBuilder, features: Value, config: HovleConfig): Value {
  const folded = config.pixelShuffle === 'post' ? foldPatches(g, features, config) : features;
  return config.normalizeOutput ? toUnitLength(g, folded) : folded;
}

/** Pixels [I, 3, S, S] to the rows that enter the holistic layers: folded and projected already in the pre layout. */
export function imageRows(g: GraphBuilder, pixels: Value, config: HovleConfig): Value {
  const { patch, position } = names.embedding;
  return enteringRows(
    g,
    patchEmbedding(g, pixels, config.tile, { patch, position, width: config.embedding.width }),
    config,
  );
}

/** Embedded patches [I·W·W, D] as they enter the holistic layers: in the pre layout folded and projected. */
export function enteringRows(g: GraphBuilder, patches: Value, config: HovleConfig): Value {
  return config.pixelShuffle === 'pre' ? foldAndProject(g, patches, config, 'tokens') : patches;
}

/**
 * Post layout: patches leave the layers unfolded. `patch_rows` picks them (whole bands of patch rows), and
 * `order` lays text rows (numbered 0..E−1) and folded tokens (numbered from E on) out as the language model reads them.
 */
function foldPatches(g: GraphBuilder, features: Value, config: HovleConfig): Value {
  const patches = gatherRows(g, features, g.input('patch_rows', 'int64', ['M']));
  const folded = foldAndProject(g, patches, config, 'folded');
  return gatherRows(g, concat(g, [features, folded], 0), g.input('order', 'int64', ['T']));
}

/** Pixel shuffle, then Linear, Gelu, Linear; no norm, unlike InternVL's projector. */
function foldAndProject(g: GraphBuilder, patches: Value, config: HovleConfig, tokens: Dimension): Value {
  const { shuffle: factor } = config.tile;
  const D = config.embedding.width;
  const folded = pixelShuffle(g, patches, { patchesPerRow: patchesPerSide(config.tile), factor, tokens });
  const inner = gelu(g, linear(g, folded, ...weighted(g, names.embedding.projectorIn, [D, factor * factor * D], true)));
  return linear(g, inner, ...weighted(g, names.embedding.projectorOut, [D, D], true));
}

function toUnitLength(g: GraphBuilder, x: Value): Value {
  return divide(g, x, g.one('Sqrt', [sumLast(g, multiply(g, x, x))]));
}
