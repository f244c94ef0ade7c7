import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isEngineError } from '../../api/errors.ts';
import type { RunCheckpoint, RunStage, RunState, RunSummary } from '../../api/trainingApi.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { isFolderLocked } from '../../compile/folderLock.ts';
import { checkpointName, checkpointSteps, stateOf } from '../loop/checkpoints.ts';
import { readRecipe, stageFolder, stageName, type Recipe } from '../recipe/recipe.ts';
import { endFile, metricsFile, modelFolderName, recipeFile, recipeLimitBytes } from '../recipe/runFiles.ts';
import { readPinned } from './pinned.ts';
import { readRunRecord, type RunRecord } from './runRecord.ts';

/** What a folder tells of its run; undefined where it holds none. */
export async function summariseRun(folder: string): Promise<RunSummary | undefined> {
  const recipe = await recipeOf(folder);
  if (!recipe) return undefined;
  const [record, isRunning, pinned] = await Promise.all([
    readRunRecord(folder),
    isFolderLocked(folder),
    readPinned(folder),
  ]);
  const stages = await Promise.all(recipe.stages.map((_, i) => summariseStage(recipe, folder, i)));
  const model = join(folder, modelFolderName);
  const isDone = stages.every((stage) => stage.isDone) && existsSync(model);
  return {
    ...{ folder, name: recipe.name, state: stateOfRun(record, isRunning, isDone) },
    ...(record?.state === 'failed' && record.problem !== undefined && !isRunning && { problem: record.problem }),
    ...(record && { recipe: record.recipe }),
    changedMs: await lastChange(recipe, folder),
    stages,
    ...(isDone && { model }),
    pinned,
  };
}

/** The copy that the run keeps: paths in it lead astray, names and steps do not. */
async function recipeOf(folder: string): Promise<Recipe | undefined> {
  const file = join(folder, recipeFile);
  try {
    return readRecipe(await readText(file, recipeLimitBytes), file);
  } catch (error) {
    // Another program's recipe, or one of a newer version, is none of ours.
    if (isEngineError(error)) return undefined;
    throw error;
  }
}

/** A lock that is held says more than the last word of a process that may be gone. */
function stateOfRun(record: RunRecord | undefined, isRunning: boolean, isDone: boolean): RunState {
  if (isRunning) return 'running';
  if (isDone) return 'done';
  if (!record) return 'stopped';
  return record.state === 'running' || record.state === 'done' ? 'died' : record.state;
}

async function summariseStage(recipe: Recipe, folder: string, index: number): Promise<RunStage> {
  // The caller walks over these stages.
  const stage = recipe.stages[index]!;
  const own = join(folder, stageFolder(recipe, index));
  return {
    ...{ name: stageName(stage), kind: stage.stage, steps: stage.steps },
    isDone: existsSync(join(own, endFile)),
    checkpoints: await checkpointsOf(own, stage.stage),
  };
}

async function checkpointsOf(folder: string, stage: string): Promise<RunCheckpoint[]> {
  const steps = existsSync(folder) ? await checkpointSteps(folder) : [];
  const last = steps.at(-1);
  if (last === undefined) return [];
  // One that is being replaced just now says nothing of the best.
  const state = await stateOf(join(folder, checkpointName(last)), stage).catch(() => undefined);
  return steps.map((step) => ({
    folder: join(folder, checkpointName(step)),
    step,
    isBest: step === state?.best?.step,
  }));
}

async function lastChange(recipe: Recipe, folder: string): Promise<number> {
  const files = recipe.stages.map((_, i) => join(folder, stageFolder(recipe, i), metricsFile));
  const times = [join(folder, recipeFile), join(folder, 'run.json'), ...files].map((file) =>
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  );
  return Math.max(...(await Promise.all(times)));
}
