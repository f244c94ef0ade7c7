import { readFile } from 'node:fs/promises';
import { EngineError } from '../../api/errors.ts';
import type { DataPosition, Draw } from './draws.ts';

/** What a run must remember, beside weights and moments, to go on as if it had never stopped. */
export interface RunState {
  readonly stage: string;
  readonly seed: number;
  /** Steps done. */
  readonly step: number;
  /** Samples learned from, and samples left out because they could not be. */
  readonly samples: number;
  readonly rejected: number;
  readonly position: DataPosition;
  /** What the sources of the position and of the draws are called, in order; runs of earlier versions do not say. */
  readonly sources?: readonly string[];
  /** The draws of the next steps, which were made ahead. */
  readonly pending: readonly (readonly Draw[])[];
  readonly best?: BestCheckpoint;
  /** Evaluations since the best. */
  readonly stale: number;
}

export interface BestCheckpoint {
  readonly step: number;
  readonly score: number;
  readonly loss: number;
}

/** Reads the state in a checkpoint, which must be of this stage. */
export async function readRunState(file: string, stage: string): Promise<RunState> {
  const state = parse(await readFile(file, 'utf8'), file);
  if (state.stage !== stage) throw new EngineError('train/other-stage', { file, found: state.stage, expected: stage });
  return state;
}

function parse(text: string, file: string): RunState {
  try {
    // Written by this program, whole or not at all; what else may lie there fails on its first missing field.
    const state = JSON.parse(text) as RunState;
    if (Number.isSafeInteger(state.step) && Array.isArray(state.pending) && Array.isArray(state.position.drawn))
      return state;
  } catch (cause) {
    throw new EngineError('train/bad-state', { file }, { cause });
  }
  throw new EngineError('train/bad-state', { file });
}
