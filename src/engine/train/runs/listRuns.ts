import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunSummary } from '../../api/trainingApi.ts';
import { recipeFile } from '../recipe/runFiles.ts';
import { summariseRun } from './summariseRun.ts';

/** Runs that are one of `folders` or lie directly in one; what changed last comes first. */
export async function listRuns(folders: readonly string[]): Promise<RunSummary[]> {
  const candidates = await Promise.all(folders.map(withSubfolders));
  const found = [...new Set(candidates.flat())].filter((folder) => existsSync(join(folder, recipeFile)));
  const runs = await Promise.all(found.slice(0, mostRuns).map(summariseRun));
  return runs.filter((run) => run !== undefined).sort((a, b) => b.changedMs - a.changedMs);
}

/** A list of more is not read by anyone. */
const mostRuns = 200;

async function withSubfolders(folder: string): Promise<string[]> {
  // A folder that is not there, or may not be read, has no runs.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return [folder, ...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name))];
}
