import type { Graph, Parameter } from './graph.ts';

/** The graph with the checkpoint's tensors as inputs of their own names: weights that change from run to run. */
export function parametersAsInputs(graph: Graph): Graph {
  const isConstant = ({ source }: Parameter): boolean => source.kind === 'constant';
  const weights = graph.parameters.filter((parameter) => !isConstant(parameter));
  return {
    ...graph,
    inputs: [...graph.inputs, ...weights.map(({ value }) => value)],
    parameters: graph.parameters.filter(isConstant),
  };
}
