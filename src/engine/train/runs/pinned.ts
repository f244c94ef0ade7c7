import { join } from 'node:path';
import type { PinnedQuestion } from '../../api/trainingApi.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';

/** Keeps the questions that a run's checkpoints are asked, beside those of its recipe. */
export async function writePinned(out: string, questions: readonly PinnedQuestion[]): Promise<void> {
  await writeFileAtomically(join(out, pinnedFile), `${JSON.stringify(questions.slice(0, mostPinned))}\n`);
}

/** The questions that were kept; what is none is left out. */
export async function readPinned(out: string): Promise<PinnedQuestion[]> {
  try {
    const read: unknown = JSON.parse(await readText(join(out, pinnedFile), limitBytes));
    return Array.isArray(read) ? read.flatMap(pinnedOf).slice(0, mostPinned) : [];
  } catch {
    // Most runs have none.
    return [];
  }
}

const pinnedFile = 'pinned.json';
const limitBytes = 2 ** 20;
/** Each of them is asked of every checkpoint, while the training waits. */
const mostPinned = 50;

/** One question, if the value is one. */
export function pinnedOf(value: unknown): PinnedQuestion[] {
  if (typeof value !== 'object' || value === null) return [];
  const { picture, question, expected } = value as Record<string, unknown>; // An object may be looked into.
  if (typeof picture !== 'string' || typeof question !== 'string') return [];
  return [{ picture, question, ...(typeof expected === 'string' && { expected }) }];
}
