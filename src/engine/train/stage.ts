import type { Adapters } from './adapters/adapterSettings.ts';
import type { ModelConfig } from '../model/config.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import type { Placed } from './batch/placeSequences.ts';
import type { Sequence } from './batch/sequence.ts';
import type { ModelKind } from './stages/modelKinds.ts';

/** One stage of training: which parameters learn, and from what. */
export interface Stage<S extends Sequence = Sequence> {
  readonly name: string;
  /** The layout of the models that it is about; any where absent. */
  readonly needs?: ModelKind;
  /** Whether the tensor of this name learns; the others are left as they are. */
  readonly trains: (tensor: string) => boolean;
  /** Where only adapters on the layers' matrices learn: which, and how they are made. */
  readonly adapters?: Adapters;
  /** The scalar to be made small, from the inputs of the model and those of `feeds`. */
  readonly loss: (g: GraphBuilder, config: ModelConfig) => Value;
  /**
   * What the loss reads of one run beside what the model reads. A step may take several runs: means go over `all`
   * sequences of the step, so that the runs' losses and gradients simply add up.
   */
  readonly feeds: (placed: readonly Placed<S>[], all: readonly S[], config: ModelConfig) => Record<string, HostTensor>;
  /** For each sequence of a run what of its answers was foretold, from the further outputs of `loss`. */
  readonly scores?: (placed: readonly Placed<S>[], outputs: Readonly<Record<string, HostTensor>>) => AnswerScore[][];
}

/** How many tokens an answer has, and how many of them the model would have said. */
export interface AnswerScore {
  readonly tokens: number;
  readonly right: number;
}
