import type { DeviceName, Precision } from './choices.ts';
import type { Remark } from './remarks.ts';
import type { Wordings } from './wordings.ts';

export interface DeviceSummary {
  device: DeviceName;
  usable: boolean;
  /** What it is, or why it cannot be used. */
  detail: Remark;
}

export interface ModelSummary {
  /** Folder of the checkpoint. */
  folder: string;
  name: string;
  layout: 'hovle' | 'internvl2';
  parameterCount: number;
  /** Tokens that a question and its answer may take together; 0 where the model cannot be used. */
  contextTokens: number;
  /** False for the seeded checkpoint that stands in until a trained model exists. */
  trained: boolean;
  /** How it was taught to be asked, where that is not in the program's words. */
  wordings?: Wordings;
  /** Precisions already compiled, ready to load. */
  compiled: Precision[];
  /** Why the model cannot be used: its files are damaged or not of a kind this program runs. */
  problem?: Remark;
}

export interface CompileRequest {
  /** Folder of the checkpoint. */
  checkpoint: string;
  precision: Precision;
  /** Target folder; by default the model cache. */
  out?: string;
}

export interface CompileProgress {
  step: string;
  /** In [0, 1]. */
  fraction: number;
}

export interface CompileReport {
  folder: string;
  precision: Precision;
  sizeBytes: number;
  elapsedMs: number;
  /** Relative root-mean-square error of each quantized matrix, largest first; empty for fp32. */
  layers: { parameter: string; kind: string; relativeError: number }[];
  /** Against fp32 on a probe prompt, where the model is small enough to run in fp32. */
  logits?: { relativeError: number; maxAbsoluteError: number; top1Agreement: number };
}

/** A compiled model in the cache. */
export interface CompiledModel {
  /** The name of its folder in the cache. */
  id: string;
  /** The name of the checkpoint's folder. */
  model: string;
  precision: Precision;
  /** Folder of the checkpoint, where the compiled one says it. */
  checkpoint?: string;
  /** With what an interrupted compilation has left. */
  sizeBytes: number;
}

export interface ClearRequest {
  /** Of the compiled models to remove; by default all. */
  ids?: string[];
}

/** What became of a compiled model that was to be removed. */
export interface ClearedModel extends CompiledModel {
  outcome: (typeof clearOutcomes)[number];
}

export const clearOutcomes = ['removed', 'in use', 'compiling'] as const;
