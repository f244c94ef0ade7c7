import { embeddingStack, type ModelConfig, type StackConfig } from '../model/config.ts';
import { names, type LayerNames } from '../model/names.ts';
import type { Parameter } from '../onnx/graph.ts';

/** One unit of a compilation: what is done between two savings of its state. */
export type Step =
  /** Tensors that belong to no layer. */
  | { readonly kind: 'tensors'; readonly tensors: readonly string[] }
  /** The calibration sequence: the rows that enter the first layer. */
  | { readonly kind: 'sample' }
  | {
      readonly kind: 'layer';
      readonly stack: StackConfig;
      readonly names: LayerNames;
      readonly tensors: readonly string[];
    }
  /** What lies between the holistic layers and the language model. */
  | { readonly kind: 'bridge' }
  | { readonly kind: 'head' };

/** The steps of a compilation in the order in which data flows through the model, which is also the shards' order. */
export function modelSteps(config: ModelConfig, parameters: readonly Parameter[]): Step[] {
  const all = new Set(parameters.flatMap(({ source }) => (source.kind === 'constant' ? [] : [source.tensor])));
  const embedding = embeddingStack(config);
  const holistic = embedding ? layerSteps(embedding, names.embedding.layer, all) : [];
  const language = layerSteps(config.language, names.language.layer, all);
  const inLayers = new Set([...holistic, ...language].flatMap(({ tensors }) => tensors));
  const rest = [...all].filter((tensor) => !inLayers.has(tensor) && tensor !== names.language.head);
  return [
    { kind: 'tensors', tensors: rest },
    { kind: 'sample' },
    ...holistic,
    { kind: 'bridge' },
    ...language,
    { kind: 'head' },
  ];
}

type LayerStep = Extract<Step, { kind: 'layer' }>;

function layerSteps(stack: StackConfig, layer: (index: number) => LayerNames, all: ReadonlySet<string>): LayerStep[] {
  return Array.from({ length: stack.layers }, (_, index) => {
    const own = layer(index);
    const prefixes = Object.values(own).map((name: string) => `${name}.`);
    const tensors = [...all].filter((tensor) => prefixes.some((prefix) => tensor.startsWith(prefix)));
    return { kind: 'layer', stack, names: own, tensors };
  });
}
