import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readText } from '../../checkpoint/readableFile.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import { packError } from '../../api/errorOnWire.ts';
import type { Said } from '../../api/remarks.ts';
import { runStates, type RunState } from '../../api/trainingApi.ts';
import { readSaid } from './readSaid.ts';

/** What a run says of itself, in `run.json`. */
export interface RunRecord {
  /** `died` is never written: it is what the others see. */
  readonly state: RunState;
  /** The recipe's own file. */
  readonly recipe: string;
  readonly processId: number;
  /** Why it failed; earlier versions wrote the sentence alone. */
  readonly problem?: Said;
}

/** Does the work of a run, and writes down that it is under way and how it ended. */
export async function withRunRecord<T extends { readonly reason: 'done' | 'interrupted' }>(
  out: string,
  recipe: string,
  work: () => Promise<T & { readonly endedBy?: RunState }>,
): Promise<T> {
  const own = { recipe: resolve(recipe), processId: process.pid };
  await write(out, { ...own, state: 'running' });
  try {
    const end = await work();
    await write(out, { ...own, state: end.reason === 'done' ? 'done' : (end.endedBy ?? 'stopped') });
    return end;
  } catch (error) {
    await write(out, { ...own, state: 'failed', problem: packError(error) });
    throw error;
  }
}

/** The record in a run's folder; undefined where there is none that can be read. */
export async function readRunRecord(out: string): Promise<RunRecord | undefined> {
  try {
    return parse(JSON.parse(await readText(join(out, recordFile), limitBytes)));
  } catch {
    // Runs of earlier versions have none, and a file that someone has damaged says nothing.
    return undefined;
  }
}

const recordFile = 'run.json';
const limitBytes = 2 ** 20;

async function write(out: string, record: RunRecord): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeFileAtomically(join(out, recordFile), `${JSON.stringify({ version: 1, ...record })}\n`);
}

function parse(value: unknown): RunRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { state, recipe, processId, problem } = value as Record<string, unknown>; // An object may be looked into.
  const known = runStates.find((one) => one === state);
  if (!known || typeof recipe !== 'string' || typeof processId !== 'number') return undefined;
  const said = readSaid(problem);
  return { state: known, recipe, processId, ...(said !== undefined && { problem: said }) };
}
