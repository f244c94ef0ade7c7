import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { EngineError, hasCode } from '../../api/errors.ts';
import type { PinnedQuestion, RunState } from '../../api/trainingApi.ts';
import { indexFile, singleFile } from '../../checkpoint/openCheckpoint.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import { withFolderLock } from '../../compile/folderLock.ts';
import { createModel } from '../initial/createModel.ts';
import type { MetricLine } from '../loop/metrics.ts';
import type { RunWatch, StageEnd } from '../loop/stageRun.ts';
import { readPinned } from '../runs/pinned.ts';
import { predict, type AskCheckpoint } from '../runs/predict.ts';
import { withRunRecord } from '../runs/runRecord.ts';
import { openWishes } from '../runs/wishes.ts';
import { exportModel } from './exportModel.ts';
import { hasLearned, keepRecipe, refuseOtherRecipe } from './keptRecipe.ts';
import { checkPlaces, modelPlace, type Places } from './modelPlaces.ts';
import { readRecipe, stageFolder, stageName, type ModelRecipe, type Recipe, type StageRecipe } from './recipe.ts';
import { modelCard, writeReport } from './report.ts';
import { endFile, modelFolderName, recipeLimitBytes } from './runFiles.ts';
import { runners, type StageSetting } from './runners.ts';
import { finishedStage, reopenStages } from './stageEnds.ts';
import { startReaders } from './startReaders.ts';
import { tokenizerFolder } from './tokenizerRecipe.ts';
import { withSeed } from './withSeed.ts';

/** What `runRecipe` is told beside the recipe. */
export interface RecipeCall extends Pick<Places, 'shippedModels'> {
  /** Folder of the run; what is there already is gone on with. */
  readonly out: string;
  /** Whether a run of an earlier form of the recipe may be gone on with. */
  readonly allowChanges: boolean;
  /** Takes the place of the recipe's own seed, to repeat a run with other chances. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onLine?: (stage: StageProgress, line: MetricLine) => void;
  readonly clock: () => number;
  /** Asks each checkpoint the pinned questions; without it they are not asked. */
  readonly ask?: AskCheckpoint;
}

/** The stage that a line is about. */
export interface StageProgress {
  readonly name: string;
  readonly number: number;
  readonly of: number;
  readonly steps: number;
}

/** How a run ended. */
export interface RecipeEnd {
  readonly reason: 'done' | 'interrupted';
  /** The model that came out of the last stage, in the published layout; absent where the run was interrupted. */
  readonly model?: string;
  readonly report: string;
}

/** Runs a recipe's stages one after another, each from where it was left. */
export async function runRecipe(file: string, call: RecipeCall): Promise<RecipeEnd> {
  const written = await readText(file, recipeLimitBytes);
  const text = call.seed === undefined ? written : withSeed(written, call.seed);
  const recipe = readRecipe(text, file);
  const out = resolve(call.out);
  const run = { ...call, out, base: dirname(resolve(file)) };
  if (!(await hasLearned(out))) await checkPlaces(recipe, run);
  return alone(out, async () => {
    if (!call.allowChanges) await refuseOtherRecipe(out, text);
    await reopenStages(recipe, out);
    await keepRecipe(out, text);
    return withRunRecord(out, file, () => runWatched(recipe, run));
  });
}

/** Whoever looks on may wish the run to end, as the caller may. */
async function runWatched(
  recipe: Recipe,
  call: Omit<RecipeRun, 'readers'>,
): Promise<RecipeEnd & { endedBy?: RunState }> {
  const wishes = await openWishes(call.out);
  const readers = startReaders(recipe.readers);
  try {
    const signal = AbortSignal.any([wishes.signal, ...(call.signal ? [call.signal] : [])]);
    const end = await runStages(recipe, { ...call, signal, readers });
    return { ...end, endedBy: signal.reason === 'pause' ? 'paused' : 'stopped' };
  } finally {
    readers.close();
    await wishes.close();
  }
}

/** Two processes on one run would write over each other's checkpoints. */
async function alone<T>(out: string, work: () => Promise<T>): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => {
    patience.abort();
  }, 1000);
  try {
    return await withFolderLock(out, patience.signal, async () => {
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    const isTaken = patience.signal.aborted && hasCode(error, 'request/cancelled');
    throw isTaken ? new EngineError('train/already-running', { folder: out }) : error;
  }
}

interface RecipeRun extends RecipeCall, Places, Pick<StageSetting, 'readers'> {}

async function runStages(recipe: Recipe, run: RecipeRun): Promise<RecipeEnd> {
  const report = join(run.out, 'report.md');
  const models = new Map<string, string>();
  let last = recipe.model;
  for (const [i, stage] of recipe.stages.entries()) {
    const folder = join(run.out, stageFolder(recipe, i));
    const number = { number: i + 1, of: recipe.stages.length };
    const end =
      (await finishedStage(folder)) ??
      (await runOne(recipe, stage, { ...run, folder, models, start: stage.model ?? last, ...number }));
    await writeReport(report, recipe, run.out);
    if (end.reason === 'interrupted') return { reason: 'interrupted', report };
    last = end.model;
    models.set(stageName(stage), end.model);
  }
  const model = join(run.out, modelFolderName);
  // A recipe has at least one stage, whose end names its model.
  await exportModel(last as string, model, await modelCard(recipe, run.out));
  return { reason: 'done', model, report };
}

interface StageCall extends RecipeRun, Pick<StageProgress, 'number' | 'of'> {
  readonly folder: string;
  /** What earlier stages made, by their names. */
  readonly models: ReadonlyMap<string, string>;
  readonly start: ModelRecipe | undefined;
}

async function runOne(recipe: Recipe, stage: StageRecipe, call: StageCall): Promise<StageEnd> {
  const { folder, signal, onLine, clock, readers, number, of, ask, out, base } = call;
  const session = { device: recipe.device, ...(recipe.threads !== undefined && { threads: recipe.threads }) };
  const setting: StageSetting = {
    ...{ recipe: stage, seed: stageSeed(recipe, number - 1), place: number - 1, out: folder, session, readers },
    model: await startingModel(recipe, call),
    teacher: stage.teacher === undefined ? undefined : placeOf(stage.teacher, call),
  };
  const progress: StageProgress = { name: stageName(stage), number, of, steps: stage.steps };
  const watch: RunWatch = {
    clock,
    ...(signal && { signal }),
    ...(onLine && { onLine: (line: MetricLine) => onLine(progress, line) }),
    ...(ask && {
      predict: async (checkpoint: string) =>
        predict(checkpoint, [...pinnedBy(recipe, base), ...(await readPinned(out))], ask),
    }),
  };
  const end = await runners[stage.stage](setting, watch);
  const { model, ...rest } = end;
  const written = { ...rest, model: relative(folder, model) };
  if (end.reason !== 'interrupted') await writeFileAtomically(join(folder, endFile), `${JSON.stringify(written)}\n`);
  return end;
}

/** Each stage has chances of its own. The first has those of the recipe; seeds that people count up do not reach the next stage's. */
function stageSeed({ seed }: Recipe, place: number): number {
  return seed + place * 2 ** 24;
}

/** Pictures of a recipe are named from where it lies. */
function pinnedBy({ pinned }: Recipe, base: string): PinnedQuestion[] {
  return pinned.map(({ picture, question, expected }) => ({
    picture: resolve(base, picture),
    question,
    ...(expected !== undefined && { expected }),
  }));
}

/** The folder of the model to begin from, which is made first where the recipe asks for a new one. */
async function startingModel({ seed }: Recipe, call: StageCall): Promise<string> {
  const { start, folder, base } = call;
  if (start === undefined) throw new EngineError('train/no-model', undefined);
  if (typeof start === 'string') return placeOf(start, call);
  const made = join(folder, 'initial');
  if (existsSync(join(made, singleFile)) || existsSync(join(made, indexFile))) return made;
  const configText = await readText(resolve(base, start.config), recipeLimitBytes);
  const tokenizer = await tokenizerFolder(start.tokenizer, {
    ...{ out: join(folder, 'tokenizer'), base },
    placeOf: (name) => placeOf(name, call),
  });
  await createModel(made, { configText, tokenizer, seed, ...(start.from && { from: placeOf(start.from, call) }) });
  return made;
}

function placeOf(name: string, { models, ...places }: StageCall): string {
  return modelPlace(name, places, models);
}
