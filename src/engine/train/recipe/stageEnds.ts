import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import { latestCheckpoint, stateOf } from '../loop/checkpoints.ts';
import type { StageEnd } from '../loop/stageRun.ts';
import { modelsOf } from './modelPlaces.ts';
import { stageFolder, stageName, type Recipe, type StageRecipe } from './recipe.ts';
import { endFile, madeForStage } from './runFiles.ts';

/** How a stage ended, if it has. */
export async function finishedStage(folder: string): Promise<StageEnd | undefined> {
  const file = join(folder, endFile);
  if (!existsSync(file)) return undefined;
  // Written by this program, whole or not at all.
  const end = JSON.parse(await readFile(file, 'utf8')) as StageEnd;
  return { ...end, model: join(folder, end.model) };
}

/**
 * Opens stages again that have ended but by the recipe of now would go on: it has more steps, or more patience. Later stages then
 * begin from another model; where one of them has learned already, that is refused.
 */
export async function reopenStages(recipe: Recipe, out: string): Promise<void> {
  const stages = recipe.stages.map((stage, i) => ({ stage, folder: join(out, stageFolder(recipe, i)) }));
  const stale: string[] = [];
  for (const [i, { stage, folder }] of stages.entries()) {
    if (!(await isOpen(folder, stage))) continue;
    // They were found among these stages.
    const later = followersOf(recipe, i).map((follower) => stages[follower]!.folder);
    for (const one of later) await refuseLearned(one, folder);
    stale.push(...later.flatMap((one) => madeForStage.map((name) => join(one, name))), join(folder, endFile));
  }
  for (const path of stale) await rm(path, { recursive: true, force: true });
}

/** Whether a stage has still something to do. */
async function isOpen(folder: string, { stage, steps, evaluation }: StageRecipe): Promise<boolean> {
  const end = await finishedStage(folder);
  if (end === undefined) return true;
  if (end.step >= steps) return false;
  if (end.reason === 'done') return true;
  const last = await latestCheckpoint(folder);
  return last !== undefined && (await stateOf(last, stage)).stale < (evaluation?.patience ?? Infinity);
}

/** The places of the later stages that follow from a stage: from its model, or from that of one that does. */
function followersOf({ stages }: Recipe, index: number): number[] {
  const names = new Set(stages.slice(index, index + 1).map(stageName));
  return stages.flatMap((stage, i) => {
    const before = stages.slice(0, i).map(stageName).at(-1);
    // It begins from what the stage before made where it says nothing else.
    if (i <= index || !modelsOf(stage, stage.model ?? before).some((name) => names.has(name))) return [];
    names.add(stageName(stage));
    return [i];
  });
}

async function refuseLearned(folder: string, earlier: string): Promise<void> {
  if (!existsSync(folder)) return;
  const hasLearned = existsSync(join(folder, endFile)) || (await latestCheckpoint(folder)) !== undefined;
  if (hasLearned) throw new EngineError('train/stage-behind', { folder, earlier });
}
