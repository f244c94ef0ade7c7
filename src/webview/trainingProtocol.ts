import type { BenchmarkResult } from '../engine/api/evaluationApi.ts';
import {
  runEnds,
  type Prediction,
  type RejectedSample,
  type RunEnd,
  type RunSummary,
  type StagePart,
} from '../engine/api/trainingApi.ts';

/** The messages between the editor and the training dashboard. */

/** What the dashboard is told. */
export type ToDashboard =
  /** All runs that are known, each time one has changed; whether training may be started here. */
  | { kind: 'runs'; runs: ShownRun[]; isTrusted: boolean }
  /** What is new in the metrics of a run. */
  | { kind: 'part'; folder: string; stages: ShownPart[] }
  /** Where pinned pictures can be loaded from, by their files. */
  | { kind: 'pictures'; addresses: Record<string, string> }
  /** What was done, or could not be: a sentence. */
  | { kind: 'said'; text: string; isFailure: boolean };

/** A run for the page: what failed is told in the editor's language, which only the extension knows. */
export interface ShownRun extends Omit<RunSummary, 'problem'> {
  problem?: string;
}

export interface ShownPrediction extends Omit<Prediction, 'problem'> {
  problem?: string;
}

export interface ShownRejected extends Omit<RejectedSample, 'reason'> {
  reason: string;
}

export interface ShownPart extends Omit<StagePart, 'predictions' | 'rejected'> {
  predictions: ShownPrediction[];
  rejected: ShownRejected[];
}

export type FromDashboard =
  /** The page has loaded, and knows nothing yet. */
  | { kind: 'ready' }
  /** Whose metrics are shown. */
  | { kind: 'show'; folders: string[] }
  | { kind: 'start' }
  | { kind: 'addFolder' }
  | { kind: 'resume'; folder: string }
  | { kind: 'end'; folder: string; how: RunEnd }
  /** Asks for a picture and a question. */
  | { kind: 'pin'; folder: string }
  | { kind: 'unpin'; folder: string; index: number }
  | { kind: 'report'; folder: string }
  /** Opens the model in this folder in the embedding explorer. */
  | { kind: 'explore'; model: string }
  | { kind: 'choose'; model: string };

/** Checks a message that came out of the dashboard. Undefined for what is none. */
export function readFromDashboard(message: unknown): FromDashboard | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind, folder, folders, how, index, model } = message as Record<string, unknown>; // An object may be looked into.
  if (kind === 'ready' || kind === 'start' || kind === 'addFolder') return { kind };
  if (kind === 'show' && Array.isArray(folders)) return { kind, folders: texts(folders).slice(0, mostShown) };
  if ((kind === 'explore' || kind === 'choose') && typeof model === 'string') return { kind, model };
  if (typeof folder !== 'string') return undefined;
  if (kind === 'resume' || kind === 'pin' || kind === 'report') return { kind, folder };
  const known = runEnds.find((one) => one === how);
  if (kind === 'end' && known) return { kind, folder, how: known };
  if (kind === 'unpin' && Number.isInteger(index)) return { kind, folder, index: Number(index) };
  return undefined;
}

/** As many curves as can be told apart. */
export const mostShown = 6;

const texts = (values: readonly unknown[]) => values.filter((value) => typeof value === 'string');

/** A training run as a notebook keeps it. */
export interface TrainingOutput {
  version: 1;
  name: string;
  state: RunSummary['state'];
  problem?: string;
  stages: TrainingStageOutput[];
}

/** One stage: curves of at most a few hundred points. A value that is no number is null. */
export interface TrainingStageOutput {
  name: string;
  steps: number;
  reached: number;
  step: number[];
  loss: (number | null)[];
  rate: (number | null)[];
  samplesPerSecond: (number | null)[];
  evaluations: { step: number; loss: number | null; score: number | null }[];
  /** Of the last evaluation. */
  accuracy: { task: string; level: number; answers: number; right: number }[];
}

/** Results of a benchmark as a notebook keeps them. */
export interface BenchmarkOutput {
  version: 1;
  results: BenchmarkResult[];
  /** The second and further models beside the first. */
  comparisons: BenchmarkComparison[];
}

/** Two models on the same questions. */
export interface BenchmarkComparison {
  model: string;
  than: string;
  /** Questions that only this model answers exactly, and those that only the other does. */
  gained: number;
  lost: number;
  /** Share of the questions, with where it lies with 95 % confidence. */
  difference: number;
  interval: [low: number, high: number];
}
