// I tiles · N patches of a tile and the class token · H heads · K width of a head · D width

import {
  add,
  concat,
  gelu,
  linear,
  multiply,
  repeatLike,
  reshape,
  softmax,
  split,
  transpose,
} from '../onnx/expressions.ts';
import { times } from '../onnx/dimension.ts';
import type { Value } from '../onnx/graph.ts';
import { float, int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { patchesPerSide, type InternVl2Config, type VisionConfig } from './config.ts';
import type { Kernels } from './kernels.ts';
import { names } from './names.ts';
import { embedPatches, positions } from './patchEmbedding.ts';
import { pixelShuffle } from './pixelShuffle.ts';
import { weighted } from './weighted.ts';

/** InternViT over pixels [I, 3, S, S]: features of the patches [I, patches, D], the class token dropped. */
export function visionTransformer(
  g: GraphBuilder,
  pixels: Value,
  config: InternVl2Config,
  kernels: Kernels = 'host',
): Value {
  const { vision, tile } = config;
  let x = embed(g, pixels, config);
  for (let i = 0; i < vision.layers; i++) {
    const layer = { name: names.vision.layer(i), vision, kernels };
    x = g.within(`vision.${i}`, () => visionLayer(g, x, layer));
  }
  const [, patches] = split(g, x, 1, [1, patchesPerSide(tile) ** 2]);
  return patches;
}

/** The projector `mlp1` after pixel shuffle: patch features [I, patches, D] to the language model's tokens [I·tokens, width]. */
export function visionProjector(g: GraphBuilder, features: Value, config: InternVl2Config): Value {
  const { tile, vision, language } = config;
  const W = patchesPerSide(tile);
  const rows = reshape(g, features, [times(features.shape[0] ?? 1, W * W), vision.width]);
  const folded = pixelShuffle(g, rows, { patchesPerRow: W, factor: tile.shuffle, tokens: 'tokens' });
  const inner = tile.shuffle ** 2 * vision.width;
  // The published projector is a torch.nn.LayerNorm with its default epsilon.
  const normalised = layerNorm(g, folded, names.vision.projectorNorm, 1e-5);
  const hidden = gelu(
    g,
    linear(g, normalised, ...weighted(g, names.vision.projectorIn, [language.width, inner], true)),
  );
  return linear(g, hidden, ...weighted(g, names.vision.projectorOut, [language.width, language.width], true));
}

function embed(g: GraphBuilder, pixels: Value, { tile, vision }: InternVl2Config): Value {
  const { patch, position, class: classToken } = names.vision;
  const parts = { patch, position, width: vision.width };
  const [classPosition, patchPositions] = positions(g, tile, parts);
  const patches = add(g, embedPatches(g, pixels, tile, parts), patchPositions);
  const one = add(g, g.parameter(classToken, [1, 1, vision.width]), classPosition);
  return concat(g, [repeatLike(g, one, patches), patches], 1);
}

interface VisionLayer {
  readonly name: string;
  readonly vision: VisionConfig;
  readonly kernels: Kernels;
}

/** x + ls1 · attention(norm1 x), then + ls2 · mlp(norm2 ·), with LayerScale ls1 and ls2. */
function visionLayer(g: GraphBuilder, x: Value, layer: VisionLayer): Value {
  const { name, vision } = layer;
  const { width: D, intermediateWidth: F, normEpsilon } = vision;
  const scaled = (part: string, y: Value): Value => multiply(g, y, g.parameter(`${name}.${part}`, [D]));
  const attended = add(g, x, scaled('ls1', selfAttention(g, layerNorm(g, x, `${name}.norm1`, normEpsilon), layer)));
  const rows = asRows(g, layerNorm(g, attended, `${name}.norm2`, normEpsilon));
  const hidden = gelu(g, linear(g, rows, ...weighted(g, `${name}.mlp.fc1`, [F, D], true)));
  const out = linear(g, hidden, ...weighted(g, `${name}.mlp.fc2`, [D, F], true));
  return add(g, attended, scaled('ls2', reshape(g, out, x.shape)));
}

/** Every patch of a tile looks at every other; x is [I, N, D]. */
function selfAttention(g: GraphBuilder, x: Value, { name, vision, kernels }: VisionLayer): Value {
  const { width: D, heads: H } = vision;
  const [I = 1, N = 1] = x.shape;
  const K = D / H;
  const packed = linear(g, asRows(g, x), ...weighted(g, `${name}.attn.qkv`, [3 * D, D], vision.qkvBias));
  const perHead: Arrange = (part, order) => transpose(g, reshape(g, part, [I, N, H, K]), order);
  const [q, k, v] = split(g, reshape(g, packed, [I, N, 3, H, K]), 2, [1, 1, 1]);
  const scores = score[kernels](g, { q, k, perHead, scale: 1 / Math.sqrt(K) });
  const mixed = transpose(g, g.one('MatMul', [softmax(g, scores), perHead(v, [0, 2, 1, 3])]), [0, 2, 1, 3]);
  const joined = reshape(g, mixed, [times(I, Number(N)), D]);
  return reshape(g, linear(g, joined, ...weighted(g, `${name}.attn.proj`, [D, D], true)), x.shape);
}

/** Brings the axes tile, patch, head, channel of a part into an order. */
type Arrange = (part: Value, order: readonly number[]) => Value;

interface Scored {
  readonly q: Value;
  readonly k: Value;
  readonly perHead: Arrange;
  readonly scale: number;
}

/** q kᵀ · scale, [I, H, N, N]: WebGPU's kernel for matrix products neither transposes nor scales. */
const score: { readonly [kernels in Kernels]: (g: GraphBuilder, scored: Scored) => Value } = {
  host: (g, { q, k, perHead, scale }) =>
    g.one('FusedMatMul', [perHead(q, [0, 2, 1, 3]), perHead(k, [0, 2, 1, 3])], {
      attributes: { transB: int(1), alpha: float(scale) },
    }),
  device: (g, { q, k, perHead, scale }) =>
    g.one('MatMul', [multiply(g, perHead(q, [0, 2, 1, 3]), g.scalar(scale)), perHead(k, [0, 2, 3, 1])]),
};

function asRows(g: GraphBuilder, x: Value): Value {
  const [I = 1, N = 1, D = 1] = x.shape;
  return reshape(g, x, [times(I, Number(N)), D]);
}

function layerNorm(g: GraphBuilder, x: Value, name: string, epsilon: number): Value {
  const size = [Number(x.shape.at(-1))];
  const operands = [x, g.parameter(`${name}.weight`, size), g.parameter(`${name}.bias`, size)];
  return g.one('LayerNormalization', operands, {
    attributes: { axis: int(-1), epsilon: float(epsilon) },
    name: 'layerNorm',
  });
}
