import { gatherRows } from '../onnx/expressions.ts';
import type { Graph, Value } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { HovleConfig, ModelConfig } from './config.ts';
import { bridge, holisticEmbedding, imageRows } from './holisticEmbedding.ts';
import { languageHead, languageLayers, logitRows } from './languageModel.ts';
import { deviceStack } from './deviceStack.ts';
import { graphName, type Kernels } from './kernels.ts';
import { names } from './names.ts';
import { cachedStack, promptStack, type StackForm } from './stack.ts';
import { visionProjector, visionTransformer } from './visionTransformer.ts';

/**
 * Pictures: `pixel_values` [I, 3, S, S] to `image_rows`, the rows that stand for the tiles in the decoder's sequence.
 * InternVL2 also shows `vision_features` [I, patches, width].
 */
export function imageGraph(config: ModelConfig, kernels: Kernels = 'host'): Graph {
  const g = new GraphBuilder(graphName('image', kernels));
  const { channels, size } = config.tile;
  const pixels = g.input('pixel_values', 'float32', ['I', channels, size, size]);
  if (config.layout === 'hovle') g.output('image_rows', imageRows(g, pixels, config));
  else {
    const features = g.output('vision_features', visionTransformer(g, pixels, config, kernels));
    g.output('image_rows', visionProjector(g, features, config));
  }
  return g.finish();
}

/**
 * Tokens: `rows` [E, D] (text embeddings and image rows, in order) and the caches of both stacks to `hidden` [N, D] (of
 * the tokens that `logit_rows` picks, what the head reads), `inputs_embeds` [T, D] (what the language model reads) and
 * what the caches gain.
 */
export function decoderGraph(config: ModelConfig, kernels: Kernels = 'host'): Graph {
  const g = new GraphBuilder(graphName('decoder', kernels));
  const form = stackForms[kernels];
  const hidden = languageLayers(g, g.output('inputs_embeds', embedded(g, config, form)), config, form);
  g.output('hidden', gatherRows(g, hidden, logitRows(g)));
  return g.finish();
}

/** `hidden` [N, D], what leaves the last layer, to `logits` [N, V]. A graph of its own, because prompts and single tokens share it. */
export function headGraph(config: ModelConfig, kernels: Kernels = 'host'): Graph {
  const g = new GraphBuilder(graphName('head', kernels));
  const hidden = g.input('hidden', 'float32', ['N', config.language.width]);
  g.output('logits', languageHead(g, hidden, config));
  return g.finish();
}

/** The decoder for prompts, on which the last layer computes keys and values of all tokens and the rest of a few. */
export function prefillGraph(config: ModelConfig): Graph {
  const g = new GraphBuilder('prefill');
  wantedHidden(g, embedded(g, config, promptStack), config);
  return g.finish();
}

/** The decoder for prompts from the holistic layers' output on, which `promptLayerGraph` computes. */
export function promptRestGraph(config: HovleConfig): Graph {
  const g = new GraphBuilder('prefill-rest');
  wantedHidden(g, bridge(g, stepRows(g, config), config), config);
  return g.finish();
}

function wantedHidden(g: GraphBuilder, embeds: Value, config: ModelConfig): void {
  const wanted = logitRows(g);
  const form: StackForm = (inner, x, stack) => promptStack(inner, x, stack, wanted);
  g.output('hidden', languageLayers(g, embeds, config, form));
}

/** One holistic layer for prompts: `rows` [E, D] to `output`. All of them are the same graph, but for their parameters. */
export function promptLayerGraph(config: HovleConfig, layer: number): Graph {
  const g = new GraphBuilder('prefill-layer');
  const one = { ...config.embedding, layers: 1 };
  const stack = { name: 'embedding', config: one, layer: () => names.embedding.layer(layer) } as const;
  g.output('output', promptStack(g, stepRows(g, config), stack));
  return g.finish();
}

/** The decoder with every layer's output as `layer.n`: 0 is what enters, then the holistic layers, then the language model's. */
export function inspectGraph(config: ModelConfig, kernels: Kernels = 'host'): Graph {
  const g = new GraphBuilder(graphName('inspect', kernels));
  const holistic = config.layout === 'hovle' ? config.embedding.layers : 0;
  const embeds = embedded(g, config, observed(kernels, 1));
  languageLayers(g, embeds, config, observed(kernels, 1 + holistic));
  return g.finish();
}

const stackForms = { host: cachedStack, device: deviceStack } satisfies { readonly [kernels in Kernels]: StackForm };

/** Layers whose outputs are results of the graph, numbered from `first`. */
function observed(kernels: Kernels, first: number): StackForm {
  return (g, x, stack) =>
    stackForms[kernels](g, x, stack, (layer, output) => g.output(`layer.${first + layer}`, output));
}

function embedded(g: GraphBuilder, config: ModelConfig, form: StackForm): Value {
  const rows = stepRows(g, config);
  return config.layout === 'hovle' ? holisticEmbedding(g, rows, config, form) : rows;
}

function stepRows(g: GraphBuilder, config: ModelConfig): Value {
  const isPost = config.layout === 'hovle' && config.pixelShuffle === 'post';
  return g.input('rows', 'float32', [isPost ? 'E' : 'T', config.language.width]);
}
