import type { Said } from './remarks.ts';

/** Training: runs are processes of their own, and the folders that they fill are all that is known of them. */
export interface TrainingApi {
  /** Runs that are, or lie directly in, the given folders; what changed last comes first. */
  listRuns(folders: readonly string[]): Promise<RunSummary[]>;
  /** What a run has written since a position. */
  readRun(request: ReadRunRequest): Promise<RunPart>;
  /** Starts a recipe, or goes on with its run, in a process that outlives this one. Resolves once it is under way. */
  startRun(request: StartRunRequest): Promise<RunSummary>;
  /** Asks a run to end after the step under way, with a checkpoint. */
  endRun(request: EndRunRequest): Promise<void>;
  /** The questions that each checkpoint of a run is asked from now on, beside those of its recipe. */
  pinQuestions(request: PinRequest): Promise<void>;
}

/** What a run is doing, or how it ended. `died`: its process is gone and left no word. */
export const runStates = ['running', 'paused', 'stopped', 'failed', 'died', 'done'] as const;
export type RunState = (typeof runStates)[number];

/** How a run is ended: both with a checkpoint that it can go on from. */
export const runEnds = ['pause', 'stop'] as const;
export type RunEnd = (typeof runEnds)[number];

/** A run as its folder tells it. */
export interface RunSummary {
  folder: string;
  name: string;
  state: RunState;
  /** Why it failed. */
  problem?: Said;
  /** The recipe's own file, which going on needs; absent where nobody wrote it down. */
  recipe?: string;
  /** When something in it changed last, in milliseconds since 1970. */
  changedMs: number;
  stages: RunStage[];
  /** The model that came out, once the run is done. */
  model?: string;
  /** The questions of `pinQuestions`. */
  pinned: PinnedQuestion[];
}

export interface RunStage {
  name: string;
  /** Which kind of learning it is. */
  kind: string;
  /** How many steps it is to have. */
  steps: number;
  isDone: boolean;
  /** Oldest first. */
  checkpoints: RunCheckpoint[];
}

export interface RunCheckpoint {
  folder: string;
  step: number;
  /** The best on held-out data so far. */
  isBest: boolean;
}

/** A question about a picture whose answers show how a model learns. */
export interface PinnedQuestion {
  /** The picture's file. */
  picture: string;
  question: string;
  /** What should be answered. */
  expected?: string;
}

export interface ReadRunRequest {
  folder: string;
  /** Where the last reading ended; absent to read from the beginning. */
  since?: RunPosition;
}

/** How far the metrics of each stage have been read. */
export type RunPosition = StagePosition[];

export interface StagePosition {
  /** Tells a file from another that took its place: a run that goes on writes some of its lines again. */
  file: number;
  offsetBytes: number;
}

export interface RunPart {
  run: RunSummary;
  stages: StagePart[];
  position: RunPosition;
  /** Whether there is more to read at once. */
  isMore: boolean;
}

/** What is new in the metrics of a stage. */
export interface StagePart {
  /** Which of the run's stages. */
  stage: number;
  /** What was read of this stage before counts no more. */
  isAnew: boolean;
  steps: StepColumns;
  evaluations: EvaluationPoint[];
  predictions: Prediction[];
  rejected: RejectedSample[];
}

/** What is known of each step: a column a measure, all of one length. Not a number where a line does not say. */
export type StepColumns = { [column in StepColumn]: Float64Array };

export const stepColumns = [
  'step',
  'loss',
  'rate',
  'gradientNorm',
  'seconds',
  'waitShare',
  'tokensPerSecond',
  'samplesPerSecond',
  'memoryBytes',
] as const;
export type StepColumn = (typeof stepColumns)[number];

export interface EvaluationPoint {
  step: number;
  loss: number;
  score: number;
  isBest: boolean;
  accuracy: TaskAccuracy[];
}

/** How held-out questions of one kind and level were answered; `right` may count parts of long answers. */
export interface TaskAccuracy {
  task: string;
  level: number;
  answers: number;
  right: number;
}

/** What a checkpoint said to a pinned question, or why it said nothing. */
export interface Prediction extends PinnedQuestion {
  step: number;
  answer?: string;
  problem?: Said;
}

export interface RejectedSample {
  step: number;
  source: string;
  index: number;
  reason: Said;
}

export interface StartRunRequest {
  /** The recipe's file. */
  recipe: string;
  /** Folder of the run; by default `runs/` and the name of the file, beside the recipe. */
  out?: string;
  /** Whether a run of an earlier form of the recipe may be gone on with. */
  allowChanges?: boolean;
}

export interface EndRunRequest {
  folder: string;
  how: RunEnd;
}

export interface PinRequest {
  folder: string;
  questions: PinnedQuestion[];
}
