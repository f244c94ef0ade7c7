import type { CallOptions } from './callOptions.ts';
import type { DeviceChoice, DeviceName, Precision } from './choices.ts';

/** Measuring a model with questions whose answers are known. */
export interface EvaluationApi {
  evaluate(request: EvaluateRequest, options?: CallOptions<EvaluateProgress>): Promise<BenchmarkResult>;
}

export interface EvaluateRequest {
  /** Folder of a checkpoint. */
  model: string;
  /** A benchmark's folder, or data that is learned from as well: a file or a folder. */
  benchmark: string;
  /** How many questions are asked at most, spread over the benchmark; 1000 where absent. */
  questions?: number;
  precision?: Precision;
  device?: DeviceChoice;
}

export type EvaluateProgress =
  | { kind: 'stage'; stage: 'queued' | 'compiling' | 'loading'; fraction?: number }
  /** How far it is, in [0, 1], and how the questions so far were answered. */
  | { kind: 'asked'; fraction: number; answers: number; right: number };

/** How a model answered a benchmark. */
export interface BenchmarkResult {
  benchmark: string;
  /** Tells benchmarks apart: equal for equal questions in equal order. */
  benchmarkHash: string;
  /** Name of the model's folder. */
  model: string;
  trained: boolean;
  precision: Precision;
  device: DeviceName;
  seconds: number;
  /** All questions together. */
  total: ScoreRow;
  /** Kinds of questions that belong together, each level apart. */
  families: ScoreRow[];
  /** Every kind of question and level. */
  tasks: ScoreRow[];
  /** `1` for each question that was answered right to the character, else `0`, in order: for comparing models question by question. */
  outcomes: string;
  /** The first questions that were answered otherwise. */
  mistakes: Mistake[];
}

/** A score with where its share of exact answers lies with 95 % confidence (Wilson's interval). */
export interface ScoreRow extends TaskScore {
  interval: [low: number, high: number];
}

/** How questions of one kind at one level were answered. */
export interface TaskScore {
  task: string;
  level: number;
  answers: number;
  /** Answers that were right to the character. */
  exact: number;
  /** Right up to case and look-alikes. */
  alike: number;
  /** What the usual answer to the same words would have got, without a look at the picture: the level of chance. */
  blind: number;
  /** Sum of the shares of words that answers have in common with what was expected, each in [0, 1]: for long answers. */
  overlap?: number;
}

export interface Mistake {
  task: string;
  question: string;
  expected: string;
  found: string;
}
