import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runEnds, type RunEnd } from '../../api/trainingApi.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';

/**
 * Asks the process of a run to end. A file carries the wish: it reaches a process on every system, whoever started it,
 * and never another one that got its number.
 */
export async function wishRunToEnd(out: string, how: RunEnd): Promise<void> {
  await writeFileAtomically(join(out, wishFile), how);
}

/** What a run is asked while it is under way. */
export interface Wishes {
  /** Aborted by the first wish; the reason is the wish. */
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

/** Looks for wishes from now on; one that was meant for an earlier process is dropped. */
export async function openWishes(out: string): Promise<Wishes> {
  const file = join(out, wishFile);
  await rm(file, { force: true });
  const controller = new AbortController();
  const timer = setInterval(() => {
    void readWish(file).then((wish) => wish && controller.abort(wish));
  }, lookEveryMs);
  timer.unref();
  return {
    signal: controller.signal,
    close: async () => {
      clearInterval(timer);
      await rm(file, { force: true });
    },
  };
}

const wishFile = 'wish';
const lookEveryMs = 300;

async function readWish(file: string): Promise<RunEnd | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return runEnds.find((wish) => wish === text.trim());
}
