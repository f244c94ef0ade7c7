import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../checkpoint/stageFile.ts';
import type { CompileReport } from '../api/modelApi.ts';

/** How far an unfinished compilation has come. It is written after each step, so that a killed one goes on there. */
export interface ResumeState {
  /** Source, settings and version: a folder of another identity is begun anew. */
  readonly identity: string;
  readonly stepsDone: number;
  readonly layers: CompileReport['layers'];
}

/** Notes how far a compilation has come. */
export const stateFile = 'resume.json';
const streamFile = (stepsDone: number, which: 'exact' | 'rounded'): string => `stream-${stepsDone % 2}-${which}.bin`;

/** The calibration sequence between two layers: as the checkpoint's weights make it, and as the quantized ones do. [T, D] each. */
export interface Streams {
  readonly exact: Float32Array;
  readonly rounded: Float32Array;
}

/** What an earlier run left in the folder; undefined where there is nothing to go on from. */
export async function readResumeState(
  folder: string,
  identity: string,
): Promise<(ResumeState & { streams?: Streams }) | undefined> {
  const text = await readFile(join(folder, stateFile), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const state = parsed(text);
  if (state?.identity !== identity) return undefined;
  const [exact, rounded] = await Promise.all(
    (['exact', 'rounded'] as const).map((which) => readStream(folder, state.stepsDone, which)),
  );
  return exact && rounded ? { ...state, streams: { exact, rounded } } : state;
}

/** A damaged one says nothing. */
function parsed(text: string): ResumeState | undefined {
  try {
    // Written by `saveResumeState`; another version's differs in its identity.
    return JSON.parse(text) as ResumeState | undefined;
  } catch {
    return undefined;
  }
}

/** Notes that `stepsDone` steps are done. What the state before needed stays until this one is written. */
export async function saveResumeState(folder: string, state: ResumeState, streams: Streams | undefined): Promise<void> {
  if (streams) {
    await writeFileAtomically(join(folder, streamFile(state.stepsDone, 'exact')), bytesOf(streams.exact));
    await writeFileAtomically(join(folder, streamFile(state.stepsDone, 'rounded')), bytesOf(streams.rounded));
  }
  await writeFileAtomically(join(folder, stateFile), JSON.stringify(state));
}

async function readStream(
  folder: string,
  stepsDone: number,
  which: 'exact' | 'rounded',
): Promise<Float32Array | undefined> {
  const bytes = await readFile(join(folder, streamFile(stepsDone, which))).catch(() => undefined);
  return bytes && new Float32Array(new Uint8Array(bytes).buffer);
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
