import type { Precision } from '../api/choices.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import type { ModelConfig } from '../model/config.ts';
import type { TensorWriter } from './tensorWriter.ts';

/** What the steps of a compilation work with. */
export interface RunnerParts {
  readonly checkpoint: Checkpoint;
  readonly config: ModelConfig;
  readonly precision: Precision;
  readonly writer: TensorWriter;
  /** Where small graphs may be put. */
  readonly folder: string;
}
