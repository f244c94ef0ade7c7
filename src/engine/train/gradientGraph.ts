import { EngineError } from '../api/errors.ts';
import { AdaptedBuilder } from './adapters/adaptedBuilder.ts';
import { differentiate } from '../autodiff/differentiate.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Graph, Node } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { parametersAsInputs } from '../onnx/parametersAsInputs.ts';
import { prune } from '../onnx/prune.ts';
import { resultsLast } from '../onnx/resultsLast.ts';
import type { Stage } from './stage.ts';

/** The graph of a stage's `loss` and of its gradients, with all weights as inputs; and which of them learn. */
export interface GradientGraph {
  readonly graph: Graph;
  /** Names of the tensors that learn; their gradients are the outputs `gradientOf(name)`. */
  readonly trained: readonly string[];
  /** Every tensor of the checkpoint that the graph reads, with the shape in which it reads it. */
  readonly weights: ReadonlyMap<string, readonly number[]>;
}

/** Builds the model and the loss alone, for held-out data: no weights are stored in it either. */
export function lossGraph(stage: Pick<Stage, 'name' | 'loss' | 'adapters'>, config: ModelConfig): Graph {
  const g = builderOf(`${stage.name}-loss`, stage);
  g.output('loss', stage.loss(g, config));
  return parametersAsInputs(prune(g.finish()));
}

/** Builds the model, the loss and the way back; with `recompute`, each layer's results are computed again there and not kept. */
export function gradientGraph(
  stage: Pick<Stage, 'name' | 'trains' | 'loss' | 'adapters'>,
  config: ModelConfig,
  { recompute = false }: { recompute?: boolean } = {},
): GradientGraph {
  const g = builderOf(stage.name, stage);
  const loss = stage.loss(g, config);
  const weights = g.parameters.filter(({ source }) => source.kind === 'checkpoint').map(({ value }) => value);
  const trained = weights.filter(({ name }) => stage.trains(name));
  if (trained.length === 0) throw new EngineError('train/nothing-trains', { stage: stage.name });
  const gradients = differentiate(g, loss, trained, recompute ? layerOf : undefined);
  g.output('loss', loss);
  for (const [i, { name }] of trained.entries()) g.output(gradientOf(name), gradients[i]!);
  return {
    graph: parametersAsInputs(resultsLast(prune(g.finish()))),
    trained: trained.map(({ name }) => name),
    weights: new Map(weights.map(({ name, shape }) => [name, shape.map(Number)])),
  };
}

/** Name of the output that is the gradient of a tensor. */
export function gradientOf(tensor: string): string {
  return `gradient.${tensor}`;
}

/** The layer that a node is of: stacks name what they build. */
function layerOf({ name }: Node): string | undefined {
  return /^(?:embedding|language|vision)\.\d+(?=\.)/.exec(name)?.[0];
}

function builderOf(name: string, { adapters }: Pick<Stage, 'adapters'>): GraphBuilder {
  return adapters ? new AdaptedBuilder(name, adapters) : new GraphBuilder(name);
}
