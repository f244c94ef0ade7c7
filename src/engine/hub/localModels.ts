import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { precisions, type Precision } from '../api/choices.ts';
import type { ModelSummary } from '../api/modelApi.ts';
import { packError } from '../api/errorOnWire.ts';
import { EngineError } from '../api/errors.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import { elementCount } from '../tensor/hostTensor.ts';
import { contextLimit } from '../model/contextLimit.ts';
import { readConfig } from '../model/readConfig.ts';
import { modelFolderName, recipeFile } from '../train/recipe/runFiles.ts';
import { readWordings } from './readWordings.ts';

/** Tells which precisions of a checkpoint are compiled. */
export type CompiledLookup = (checkpoint: string, precision: Precision) => Promise<boolean>;

/** Checkpoints that are one of `folders` or lie directly in one, and what came out of runs there. Folders that hold none are left out. */
export async function listLocalModels(folders: readonly string[], isCompiled: CompiledLookup): Promise<ModelSummary[]> {
  const candidates = await Promise.all(folders.map(withSubfolders));
  const found: ModelSummary[] = [];
  for (const folder of new Set(candidates.flat())) {
    const summary = await summariseModel(folder, isCompiled);
    if (summary) found.push(summary);
  }
  return found;
}

/** What a checkpoint folder holds, or why it cannot be used; undefined where there is no checkpoint of ours. */
async function summariseModel(folder: string, isCompiled: CompiledLookup): Promise<ModelSummary | undefined> {
  if (!existsSync(join(folder, 'config.json'))) return undefined;
  const nothing = {
    folder,
    name: modelName(folder),
    layout: 'hovle',
    parameterCount: 0,
    contextTokens: 0,
    trained: false,
  } as const;
  try {
    const compiled = await compiledPrecisions(folder, isCompiled);
    return { ...nothing, compiled, ...(await readCheckpoint(folder)) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return error.code === 'config/unknown-layout' ? undefined : { ...nothing, compiled: [], problem: packError(error) };
  }
}

async function readCheckpoint(
  folder: string,
): Promise<Pick<ModelSummary, 'layout' | 'parameterCount' | 'contextTokens' | 'trained' | 'wordings'>> {
  const wordings = await readWordings(folder);
  const checkpoint = await openCheckpoint(folder);
  try {
    const config = readConfig(checkpoint.configText, join(folder, 'config.json'));
    const { layout, trained } = config;
    const sizes = [...checkpoint.tensors.values()].map(({ shape }) => elementCount(shape));
    const parameterCount = sizes.reduce((a, b) => a + b, 0);
    return { layout, trained, wordings, contextTokens: contextLimit(config), parameterCount };
  } finally {
    await checkpoint.close();
  }
}

async function compiledPrecisions(folder: string, isCompiled: CompiledLookup): Promise<Precision[]> {
  const compiled = await Promise.all(precisions.map((precision) => isCompiled(folder, precision)));
  return precisions.filter((_, index) => compiled[index]);
}

/** The model that came out of a run is called as the run. */
function modelName(folder: string): string {
  return isRun(dirname(folder)) && basename(folder) === modelFolderName ? basename(dirname(folder)) : basename(folder);
}

async function withSubfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inside = entries.filter((entry) => !entry.isFile()).map((entry) => join(folder, entry.name));
  return [folder, ...inside, ...inside.filter(isRun).map((run) => join(run, modelFolderName))];
}

function isRun(folder: string): boolean {
  return existsSync(join(folder, recipeFile));
}
