import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { unpackError } from '../../api/errorOnWire.ts';
import { EngineError } from '../../api/errors.ts';
import { clause, type Said } from '../../api/remarks.ts';
import type { RunSummary, StartRunRequest } from '../../api/trainingApi.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { isFolderLocked } from '../../compile/folderLock.ts';
import { giveWay } from '../../session/giveWay.ts';
import { readRecipe } from '../recipe/recipe.ts';
import { refuseOtherRecipe } from '../recipe/keptRecipe.ts';
import { recipeLimitBytes } from '../recipe/runFiles.ts';
import { runEnvironment } from './runEnvironment.ts';
import { readRunRecord } from './runRecord.ts';
import { summariseRun } from './summariseRun.ts';

/**
 * Starts `hovle train` in a process that outlives this one and the window, or goes on with its run. What the process
 * prints goes to `log.txt` in the run's folder. Resolves once the run says that it is under way.
 */
export async function startRun({ recipe, out, allowChanges = false }: StartRunRequest): Promise<RunSummary> {
  // A mistake in the recipe is told here, where someone waits for it.
  const text = await readText(recipe, recipeLimitBytes);
  readRecipe(text, recipe);
  const folder = resolve(out ?? join(dirname(recipe), 'runs', runName(recipe)));
  if (await isFolderLocked(folder)) throw new EngineError('train/already-running', { folder });
  if (!allowChanges) await refuseOtherRecipe(folder, text);
  await mkdir(folder, { recursive: true });
  await underWay(folder, await launch({ recipe, folder, allowChanges }));
  const run = await summariseRun(folder);
  if (!run) throw new EngineError('train/no-run', { folder });
  return run;
}

/** What a run is called where nobody says: as the file of its recipe. */
export function runName(recipe: string): string {
  return basename(recipe).replace(/\.ya?ml$/, '');
}

interface Launch {
  readonly recipe: string;
  readonly folder: string;
  readonly allowChanges: boolean;
}

async function launch({ recipe, folder, allowChanges }: Launch): Promise<ChildProcess> {
  const log = await open(join(folder, logFile), 'a');
  try {
    const words = [...program(), 'train', resolve(recipe), '--out', folder, ...(allowChanges ? ['--changed'] : [])];
    const child = spawn(process.execPath, words, {
      stdio: ['ignore', log.fd, log.fd, 'ipc'],
      cwd: dirname(resolve(recipe)),
      env: runEnvironment(process.env),
      // What ends the engine or the editor must not end the training.
      detached: true,
      windowsHide: true,
    });
    child.unref();
    // Without a process, `underWay` tells why.
    if (child.pid !== undefined) giveWay(child.pid);
    return child;
  } finally {
    await log.close();
  }
}

const logFile = 'log.txt';

/** The command line: a bundle beside this one; run from the source, it has to learn TypeScript first. */
function program(): string[] {
  if (!import.meta.url.endsWith('.ts')) return [fileURLToPath(new URL('./cli.mjs', import.meta.url))];
  return ['--import', import.meta.resolve('tsx'), fileURLToPath(new URL('../../cli/main.ts', import.meta.url))];
}

/** Waits until the process has taken the run, or has ended without it: then it may have told why (`tellStarter`). */
async function underWay(folder: string, child: ChildProcess): Promise<void> {
  let problem: string | undefined;
  let refusal: EngineError | undefined;
  child.once('error', ({ message }) => (problem = message));
  child.once('message', (told) => (refusal = unpackError(told)));
  const isOver = () => problem !== undefined || (hasEnded(child) && !child.connected);
  try {
    for (let waited = 0; waited < patienceMs && !isOver(); waited += lookEveryMs) {
      if (await hasTaken(folder, child)) return;
      await delay(lookEveryMs);
    }
    if (await hasTaken(folder, child)) return;
    throw refusal ?? new EngineError('train/cannot-start', { folder, reason: problem ?? (await lastWords(folder)) });
  } finally {
    if (child.connected) child.disconnect();
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

async function hasTaken(folder: string, { pid }: ChildProcess): Promise<boolean> {
  return (await readRunRecord(folder))?.processId === pid;
}

const lookEveryMs = 100;
const patienceMs = 60_000;

async function lastWords(folder: string): Promise<Said> {
  const text = await readFile(join(folder, logFile), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-3).join(' ') || clause('its process ended without a word');
}
