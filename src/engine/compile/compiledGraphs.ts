import type { Precision } from '../api/choices.ts';
import type { ModelConfig } from '../model/config.ts';
import {
  decoderGraph,
  headGraph,
  imageGraph,
  inspectGraph,
  prefillGraph,
  promptLayerGraph,
  promptRestGraph,
} from '../model/hovle.ts';
import type { Kernels } from '../model/kernels.ts';
import type { Graph } from '../onnx/graph.ts';
import { fuseResidualNorms } from '../onnx/fuseResidualNorms.ts';
import { nameResults } from '../onnx/nameResults.ts';
import { schemeOf } from '../quantize/plan.ts';
import { quantizeGraph } from '../quantize/quantizeGraph.ts';

/**
 * The graphs of a compiled model, which share its weights. With 4-bit weights, prompts get graphs of their own on faster
 * 8-bit ones. W8A8 has no kernel on WebGPU, so int8 has no graphs for devices.
 */
export function compiledGraphs(config: ModelConfig, precision: Precision): Graph[] {
  const forward = [
    ...forwardGraphs(config, 'host').map(forProcessor),
    ...(precision === 'int8' ? [] : forwardGraphs(config, 'device')),
  ];
  if (precision === 'fp32') return forward;
  const graphs = forward.map((graph) =>
    quantizeGraph(graph, (tensor, columns) => schemeOf(tensor, columns, precision)),
  );
  return precision === 'int4' ? [...graphs, ...promptGraphs(config)] : graphs;
}

/** All of the decoder in one session, and in parts of which the first are streamed. */
function promptGraphs(config: ModelConfig): Graph[] {
  const whole = forPrompts(prefillGraph(config));
  if (config.layout !== 'hovle') return [whole];
  return [...streamedLayers(config), forPrompts(promptRestGraph(config)), whole];
}

/**
 * The holistic layers for prompts where memory is short. Their weights are no part of a session, which would keep them in
 * memory: they are read anew for each stretch of a prompt (docs/decisions/0014).
 */
export function streamedLayers(config: ModelConfig): Graph[] {
  if (config.layout !== 'hovle') return [];
  return Array.from({ length: config.embedding.layers }, (_, layer) => forPrompts(promptLayerGraph(config, layer)));
}

function forwardGraphs(config: ModelConfig, kernels: Kernels): Graph[] {
  return [imageGraph, decoderGraph, headGraph, inspectGraph].map((graph) => graph(config, kernels));
}

/** Prompts are bound by arithmetic, not by reading weights: 8-bit products are twice as fast as unpacking 4 bits. */
function forPrompts(graph: Graph): Graph {
  return quantizeGraph(nameResults(graph), (tensor, columns) => schemeOf(tensor, columns, 'int8'));
}

/** The same results in fewer nodes. Over many rows a sum and a norm are faster apart, which is why prompts keep them so. */
function forProcessor(graph: Graph): Graph {
  return fuseResidualNorms(nameResults(graph));
}
