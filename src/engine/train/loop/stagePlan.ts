import type { ModelConfig } from '../../model/config.ts';
import type { SessionOptions } from '../../session/deviceSession.ts';
import type { Sequence } from '../batch/sequence.ts';
import type { OptimizerSettings } from '../optimizer.ts';
import type { SampleSource } from '../samples/sample.ts';
import type { Schedule } from '../schedule.ts';
import type { Stage } from '../stage.ts';
import type { LevelRule, LevelShares } from './levels.ts';
import type { RunLimits } from './packRows.ts';

/** All that one stage of training follows from: with the same plan and the same data, the same losses. */
export interface StagePlan<S extends Sequence> extends LevelShares {
  readonly stage: Stage<S>;
  readonly config: ModelConfig;
  /** The id that stands for a picture's tokens. */
  readonly placeholder: number;
  /** Folder of the checkpoint to begin from. */
  readonly model: string;
  /** Folder for metrics and checkpoints of this stage. */
  readonly out: string;
  readonly mixture: readonly MixtureEntry<S>[];
  readonly samplesPerStep: number;
  readonly limits: RunLimits;
  /** Its `totalSteps` are those of the stage. */
  readonly schedule: Schedule;
  readonly optimizer: OptimizerSettings;
  /** Whether layers are computed again on the way back instead of being kept. */
  readonly recompute?: boolean;
  readonly seed: number;
  /** How many stages came before it, 0 where absent: what those have drawn of an endless source it does not draw again. */
  readonly place?: number;
  /** Steps whose samples are read while earlier ones run, at least 1. */
  readonly readAhead: number;
  /** Absent where nothing of the mixture is held out. */
  readonly evaluation?: EvaluationRule;
  readonly checkpoints: CheckpointRule;
  readonly session: SessionOptions;
}

/** A source of samples and how often it is drawn from. */
export interface MixtureEntry<S extends Sequence> {
  readonly source: SampleSource<S>;
  readonly weight: number;
  /** Absent where a source has one difficulty. */
  readonly levels?: LevelRule;
  /** Samples of the same kind that are never learned from. */
  readonly heldOut?: SampleSource<S>;
}

/** When and how much held-out data is looked at. */
export interface EvaluationRule {
  /** Steps from one evaluation to the next. */
  readonly every: number;
  /** Samples of each source and level. */
  readonly samples: number;
  /** Evaluations in a row without a better score after which the stage ends; absent: never. */
  readonly patience?: number;
}

/** When checkpoints are written, and how many are kept beside the best. */
export interface CheckpointRule {
  readonly every: number;
  readonly keep: number;
}
