import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import { readRunRecord } from '../runs/runRecord.ts';
import { madeForStage, recipeFile, recipeLimitBytes, metricsFile } from './runFiles.ts';

/** Refuses a recipe where the run in the folder has learned something by another one. */
export async function refuseOtherRecipe(out: string, text: string): Promise<void> {
  if (!(await isOther(out, text)) || !(await hasLearned(out))) return;
  const recipe = (await readRunRecord(out))?.recipe ?? join(out, recipeFile);
  throw new EngineError('train/other-recipe', { folder: out, recipe });
}

/** Keeps the text of the recipe that a run follows from now on. What another one made before its first step goes. */
export async function keepRecipe(out: string, text: string): Promise<void> {
  const isAnew = (await isOther(out, text)) && !(await hasLearned(out));
  const stale = isAnew ? (await stagesIn(out)).flatMap((stage) => madeForStage.map((name) => join(stage, name))) : [];
  for (const folder of stale) await rm(folder, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await writeFileAtomically(join(out, recipeFile), text);
}

async function isOther(out: string, text: string): Promise<boolean> {
  const kept = join(out, recipeFile);
  return existsSync(kept) && (await readText(kept, recipeLimitBytes)) !== text;
}

/** Whether a stage of the run in the folder has made a step. */
export async function hasLearned(out: string): Promise<boolean> {
  const files = (await stagesIn(out)).map((stage) => join(stage, metricsFile)).filter((file) => existsSync(file));
  const metrics = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return metrics.some((lines) => lines.includes('"kind":"step"'));
}

async function stagesIn(out: string): Promise<string[]> {
  const names = existsSync(out) ? await readdir(out) : [];
  return names.filter((name) => /^\d+-/.test(name)).map((name) => join(out, name));
}
