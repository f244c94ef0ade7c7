// M patches · D width · N pieces that are foretold

import type { Checkpoint } from '../../../../src/engine/checkpoint/checkpoint.ts';
import { batchLogits } from '../../../../src/engine/model/batch.ts';
import type { HovleConfig } from '../../../../src/engine/model/config.ts';
import { enteringRows, holisticEmbedding } from '../../../../src/engine/model/holisticEmbedding.ts';
import { names } from '../../../../src/engine/model/names.ts';
import { wholeStack } from '../../../../src/engine/model/stack.ts';
import { layPictures, textEmbedding } from '../../../../src/engine/model/textEmbedding.ts';
import { reduceAxes, reshape, subtract } from '../../../../src/engine/onnx/expressions.ts';
import type { Graph } from '../../../../src/engine/onnx/graph.ts';
import { GraphBuilder, int } from '../../../../src/engine/onnx/graphBuilder.ts';
import { parametersAsInputs } from '../../../../src/engine/onnx/parametersAsInputs.ts';
import { modelFeeds } from '../../../../src/engine/train/batch/modelFeeds.ts';
import { placeSequences } from '../../../../src/engine/train/batch/placeSequences.ts';
import { interpret } from '../../autodiff/interpreter.ts';
import type { NdArray } from '../../autodiff/ndArray.ts';

export interface Whole {
  readonly checkpoint: Checkpoint;
  readonly config: HovleConfig;
  readonly placeholder: number;
  /** Prompt and answer; the last `count` are foretold. */
  readonly ids: readonly number[];
  readonly count: number;
}

/**
 * log p of the last tokens of a sequence as a function of its pictures' patches [M, D], in one graph of the whole model, computed
 * in float64 from the operators' definitions, with the inputs that training lays out.
 */
export async function logProbabilityOf(whole: Whole): Promise<(patches: Float64Array) => number> {
  const graph = wholeGraph(whole.config);
  const feeds = await feedsOf(whole, graph);
  const D = whole.config.embedding.width;
  return (patches) => {
    const values = interpret(graph, { ...feeds, patches: { shape: [patches.length / D, D], data: patches } });
    // The graph has this output.
    return values.get('logProbability')!.data[0]!;
  };
}

function wholeGraph(config: HovleConfig): Graph {
  const g = new GraphBuilder('whole');
  const { width: D } = config.embedding;
  const patches = g.input('patches', 'float32', ['M', D]);
  const table = g.parameter(names.embedding.text, [config.vocabularySize, D]);
  const words = textEmbedding(g, { table, tokens: config.pixelShuffle === 'post' ? 'E' : 'T' });
  const rows = layPictures(g, words, enteringRows(g, patches, config));
  const logits = batchLogits(g, holisticEmbedding(g, rows, config, wholeStack), config);
  const targets = g.input('targets', 'int64', ['N', 1]);
  const chosen = g.one('GatherElements', [logits, targets], { attributes: { axis: int(1) } });
  const logs = subtract(g, chosen, reduceAxes(g, 'ReduceLogSumExp', logits, [1]));
  g.output('logProbability', reshape(g, reduceAxes(g, 'ReduceSum', logs, [0, 1]), []));
  return parametersAsInputs(g.finish());
}

async function feedsOf({ checkpoint, config, placeholder, ids, count }: Whole, graph: Graph) {
  const placement = placeSequences([[{ ids }]], { config, placeholder });
  const first = ids.length - count;
  const offered = modelFeeds(placement, config);
  const feeds: Record<string, NdArray> = {
    targets: { shape: [count, 1], data: Float64Array.from(ids.slice(first)) },
    logit_rows: { shape: [count], data: Float64Array.from({ length: count }, (_, i) => first + i - 1) },
  };
  for (const { name, shape } of graph.inputs) {
    const tensor = offered[name];
    if (name === 'patches' || feeds[name]) continue;
    feeds[name] = tensor
      ? { shape: tensor.shape, data: Float64Array.from(tensor.data, Number) }
      : { shape: shape.map(Number), data: Float64Array.from(await checkpoint.readFloat32(name)) };
  }
  return feeds;
}
