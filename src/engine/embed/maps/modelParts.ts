// t tokens · N tokens whose words are foretold · G key/value heads · R query heads that share one · H heads · D width · V vocabulary
// I tiles · S pixels along a side

import { names, type LayerNames } from '../../model/names.ts';
import type { HovleConfig, ModelConfig, StackConfig } from '../../model/config.ts';
import { decoderLayer } from '../../model/decoderLayer.ts';
import { bridge, enteringRows } from '../../model/holisticEmbedding.ts';
import { languageHead, logitRows } from '../../model/languageModel.ts';
import { patchEmbedding } from '../../model/patchEmbedding.ts';
import { visionProjector, visionTransformer } from '../../model/visionTransformer.ts';
import { times } from '../../onnx/dimension.ts';
import { add, gatherRows, multiply, reduceAxes, subtract, transpose } from '../../onnx/expressions.ts';
import type { Value } from '../../onnx/graph.ts';
import { int, type GraphBuilder } from '../../onnx/graphBuilder.ts';
import { reshapeFrom } from '../../onnx/runtimeShapes.ts';
import type { PartGraph } from './modelPart.ts';

/** HoVLE: pixels to patches with their positions, [I·W·W, D]. */
export function patchPart(g: GraphBuilder, config: HovleConfig): PartGraph {
  const { patch, position } = names.embedding;
  const input = pixels(g, config);
  return { input, output: patchEmbedding(g, input, config.tile, { patch, position, width: config.embedding.width }) };
}

/** HoVLE: patches to the rows that enter the holistic layers. */
export function foldPart(g: GraphBuilder, config: HovleConfig): PartGraph {
  const input = g.input('x', 'float32', ['patches', config.embedding.width]);
  return { input, output: enteringRows(g, input, config) };
}

/** InternVL2: pixels to the rows that stand for the tiles. */
export function visionPart(g: GraphBuilder, config: Extract<ModelConfig, { layout: 'internvl2' }>): PartGraph {
  const input = pixels(g, config);
  return { input, output: visionProjector(g, visionTransformer(g, input, config), config) };
}

/** One layer of a stack, without a cache. */
export function layerPart(g: GraphBuilder, stack: StackConfig, layer: LayerNames): PartGraph {
  const { input, rotation, mask } = layerInputs(g, stack);
  return { input, output: decoderLayer(g, input, { names: layer, stack }, { rotation, mask }).output };
}

/**
 * The same layer, which also tells what its heads look at. Beside its output: `byHead` what each of the tokens `watched` [N]
 * looks at in each head, [N, H, t]; `mean` and `largest` over the heads, [N, t]; and what of the input stands behind `flow` [N, t], shares of the output.
 * A token keeps half of itself, since the layer adds to it what its heads saw (attention rollout, arXiv 2005.00928).
 */
export function watchedLayerPart(g: GraphBuilder, stack: StackConfig, layer: LayerNames): PartGraph {
  const { input, rotation, mask } = layerInputs(g, stack);
  const seen: Value[] = [];
  const watch = (probabilities: Value): void => void seen.push(probabilities);
  const { output } = decoderLayer(g, input, { names: layer, stack }, { rotation, mask, watch });
  // A layer has one attention.
  return { input, output, beside: watched(g, byHead(g, seen[0]!, input, stack), stack) };
}

/** What lies between the holistic layers and the language model. */
export function bridgePart(g: GraphBuilder, config: HovleConfig): PartGraph {
  const isPost = config.pixelShuffle === 'post';
  const input = g.input('x', 'float32', [isPost ? 'E' : 'T', config.embedding.width]);
  return { input, output: bridge(g, input, config) };
}

/** The last layer's output [t, D] to log p [N, 1] of the tokens `targets` [N, 1], each after the row that `logit_rows` names. */
export function headPart(g: GraphBuilder, config: ModelConfig): PartGraph {
  const input = g.input('x', 'float32', ['t', config.language.width]);
  const logits = languageHead(g, gatherRows(g, input, logitRows(g)), config);
  const targets = g.input('targets', 'int64', [logits.shape[0] ?? 1, 1]);
  const chosen = g.one('GatherElements', [logits, targets], { attributes: { axis: int(1) } });
  return { input, output: subtract(g, chosen, reduceAxes(g, 'ReduceLogSumExp', logits, [1])) };
}

function pixels(g: GraphBuilder, { tile: { channels, size } }: ModelConfig): Value {
  return g.input('x', 'float32', ['I', channels, size, size]);
}

function layerInputs(g: GraphBuilder, { width, headWidth, heads, keyValueHeads }: StackConfig) {
  const input = g.input('x', 'float32', ['t', width]);
  const table = (name: string): Value => g.input(name, 'float32', ['t', headWidth / 2]);
  const rotation = { cosine: table('cosine'), sine: table('sine') };
  const mask = g.input('mask', 'float32', [1, times('t', heads / keyValueHeads), 't']);
  return { input, rotation, mask };
}

/** [G, 1, t·R, t] as [G, t, R, t]. */
function byHead(g: GraphBuilder, probabilities: Value, x: Value, { heads, keyValueHeads: G }: StackConfig): Value {
  return reshapeFrom(g, probabilities, [G, 't', heads / G, 't'], x);
}

function watched(g: GraphBuilder, probabilities: Value, { heads: H }: StackConfig): Record<string, Value> {
  const rows = g.input('watched', 'int64', ['N']);
  const picked = g.one('Gather', [probabilities, rows], { attributes: { axis: int(1) } });
  const heads = reshapeFrom(g, transpose(g, picked, [1, 0, 2, 3]), ['N', H, 't'], picked);
  const overHeads = (op: 'ReduceMean' | 'ReduceMax', of: Value, axes: readonly number[]): Value =>
    reduceAxes(g, op, of, axes);
  const flat = (x: Value): Value => reshapeFrom(g, x, ['N', 't'], picked);
  const all = reshapeFrom(g, overHeads('ReduceMean', probabilities, [0, 2]), ['t', 't'], probabilities);
  const flow = g.input('flow', 'float32', ['N', 't']);
  const half = g.scalar(0.5);
  return {
    byHead: heads,
    mean: flat(overHeads('ReduceMean', heads, [1])),
    largest: flat(overHeads('ReduceMax', heads, [1])),
    flowed: add(g, multiply(g, flow, half), multiply(g, g.one('MatMul', [flow, all]), half)),
  };
}
