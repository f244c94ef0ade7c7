import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskScore } from '../src/engine/api/evaluationApi.ts';
import { writeFileAtomically } from '../src/engine/checkpoint/stageFile.ts';
import { worldSource } from '../src/engine/data/world/worldSource.ts';
import { languageLoss } from '../src/engine/evaluate/languageLoss.ts';
import { scoreModel, worldParts } from '../src/engine/evaluate/scoreModel.ts';
import { readRecipe, stageFolder, stageName } from '../src/engine/train/recipe/recipe.ts';
import { runRecipe } from '../src/engine/train/recipe/runRecipe.ts';
import { claimsTable, type SeedResult } from './claimsTable.ts';

const clock = (): number => performance.now();

/** Stages whose models are compared, with what they are. */
const models: readonly { readonly stage: string; readonly says: string }[] = [
  { stage: 'compositional', says: '(a) compositional' },
  { stage: 'hovle', says: '(b) HoVLE, three stages' },
  { stage: 'undistilled', says: '(c) HoVLE without distillation' },
  { stage: 'monolithic', says: '(d) monolithic' },
];

/**
 * `npm run experiment -- claims [SEED…]`: for each seed, by default that of the recipe, trains the four models of
 * `recipes/claims/claims.yaml` and asks them the same held-out questions. Run again, it goes on where it was left. Results of the
 * seeds together go to `.cache/runs/claims/results.md`.
 */
export async function claims(root: string, words: readonly string[]): Promise<void> {
  const recipeFile = join(root, 'recipes', 'claims', 'claims.yaml');
  const out = join(root, '.cache', 'runs', 'claims');
  const interrupt = new AbortController();
  process.once('SIGTERM', () => {
    interrupt.abort();
  });
  const results: SeedResult[] = [];
  for (const seed of words.length > 0 ? words.map(wholeNumber) : [await seedOf(recipeFile)]) {
    const folder = join(out, `seed-${seed}`);
    const { reason } = await runRecipe(recipeFile, {
      ...{ out: folder, clock, allowChanges: true, signal: interrupt.signal, seed },
      onLine: ({ name, steps }, line) => {
        if (line.kind === 'step' && line.step % 50 === 0)
          console.log(`seed ${seed}, ${name} ${line.step}/${steps}: ${line.loss}`);
      },
    });
    if (reason !== 'done') return;
    results.push(await resultOf(recipeFile, folder, seed));
  }
  const table = claimsTable(results);
  await writeFileAtomically(join(out, 'results.md'), `${table}\n`);
  console.log(table);
}

function wholeNumber(word: string): number {
  if (!/^\d{1,9}$/.test(word)) throw new Error(`A seed is a whole number, not ${word}.`);
  return Number(word);
}

async function seedOf(recipeFile: string): Promise<number> {
  return readRecipe(await readFile(recipeFile, 'utf8'), recipeFile).seed;
}

/** What the models of one seed answered. */
async function resultOf(recipeFile: string, folder: string, seed: number): Promise<SeedResult> {
  const recipe = readRecipe(await readFile(recipeFile, 'utf8'), recipeFile);
  /** The model that a stage of the run ended with. */
  const modelOf = async (wanted: string): Promise<string> => {
    const index = recipe.stages.findIndex((stage) => stageName(stage) === wanted);
    const stage = join(folder, stageFolder(recipe, index));
    // Written by `runRecipe` when the stage ended.
    const { model } = JSON.parse(await readFile(join(stage, 'end.json'), 'utf8')) as { model: string };
    return join(stage, model);
  };
  const asked = [];
  for (const { stage, says } of models) {
    const model = await modelOf(stage);
    asked.push({
      says,
      textLoss: await languageLoss(model, heldOutTexts()),
      scores: await scoresOf(folder, stage, model),
    });
  }
  return { seed, textLossBefore: await languageLoss(await modelOf('language'), heldOutTexts()), models: asked };
}

/** Scores what is there, and keeps each score, because a model's takes minutes. */
async function scoresOf(folder: string, stage: string, model: string): Promise<TaskScore[]> {
  const file = join(folder, 'scores', `${stage}.json`);
  // Written below, by this script alone.
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as TaskScore[];
  const scores = await scoreModel(model, questions(), { threads: 1, clock });
  await mkdir(join(folder, 'scores'), { recursive: true });
  await writeFileAtomically(file, JSON.stringify(scores));
  return scores;
}

/** Up to one level beyond what was learned. */
const questions = () =>
  worldParts({
    ...{ split: 'test', seed: 7, examples: 60 },
    families: [
      { family: 'shapes', highest: 5 },
      { family: 'text', highest: 4 },
    ],
  });

const heldOutTexts = () => ({
  source: worldSource({ seed: 7, split: 'test', families: ['shapes', 'text'] }),
  level: 4,
  texts: 512,
});
