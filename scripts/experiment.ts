import { mkdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '../src/engine/checkpoint/stageFile.ts';
import { worldSource } from '../src/engine/data/world/worldSource.ts';
import type { TaskScore } from '../src/engine/api/evaluationApi.ts';
import { languageLoss } from '../src/engine/evaluate/languageLoss.ts';
import { scoreModel, worldParts } from '../src/engine/evaluate/scoreModel.ts';
import { scoreTable } from '../src/engine/evaluate/scoreTable.ts';
import { readRecipe, stageFolder, stageName } from '../src/engine/train/recipe/recipe.ts';
import { runRecipe } from '../src/engine/train/recipe/runRecipe.ts';
import { maps } from './mapExperiment.ts';

/**
 * `npm run experiment -- claims`: trains the four models of `recipes/claims/claims.yaml` and asks them the same held-out
 * questions. Run again, it goes on where it was left. Results go to `.cache/runs/claims/results.md`.
 * `npm run experiment -- maps`: see `mapExperiment.ts`.
 */
const experiments: Readonly<Record<string, () => Promise<void>>> = { claims, maps: () => maps(root) };

const root = fileURLToPath(new URL('..', import.meta.url));
const recipeFile = join(root, 'recipes', 'claims', 'claims.yaml');
const clock = (): number => performance.now();

/** Stages whose models are compared, with what they are. */
const models: readonly { readonly stage: string; readonly says: string }[] = [
  { stage: 'compositional', says: '(a) compositional' },
  { stage: 'hovle', says: '(b) HoVLE, three stages' },
  { stage: 'undistilled', says: '(c) HoVLE without distillation' },
  { stage: 'monolithic', says: '(d) monolithic' },
];

async function claims(): Promise<void> {
  const out = join(root, '.cache', 'runs', 'claims');
  const interrupt = new AbortController();
  process.once('SIGTERM', () => {
    interrupt.abort();
  });
  const { reason } = await runRecipe(recipeFile, {
    ...{ out, clock, allowChanges: true, signal: interrupt.signal },
    onLine: ({ name, steps }, line) => {
      if (line.kind === 'step' && line.step % 50 === 0) console.log(`${name} ${line.step}/${steps}: ${line.loss}`);
    },
  });
  if (reason === 'done') await report(out);
}

/** Scores what is there, and keeps each score, because a model's takes minutes. */
async function report(out: string): Promise<void> {
  const before = await languageLoss(await modelOf(out, 'language'), heldOutTexts());
  const sections = [`Loss on held-out texts before any picture: ${before.toFixed(4)}.`];
  await mkdir(join(out, 'scores'), { recursive: true });
  for (const { stage, says } of models) {
    const folder = await modelOf(out, stage);
    const after = await languageLoss(folder, heldOutTexts());
    sections.push(
      `## ${says}`,
      `Loss on held-out texts: ${after.toFixed(4)}.`,
      scoreTable(await scoresOf(out, stage, folder)),
    );
  }
  await writeFileAtomically(join(out, 'results.md'), `${sections.join('\n\n')}\n`);
  console.log(sections.join('\n\n'));
}

async function scoresOf(out: string, stage: string, folder: string): Promise<TaskScore[]> {
  const file = join(out, 'scores', `${stage}.json`);
  // Written below, by this script alone.
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as TaskScore[];
  const scores = await scoreModel(folder, asked(), { threads: 1, clock });
  await writeFileAtomically(file, JSON.stringify(scores));
  return scores;
}

/** Up to one level beyond what was learned. */
const asked = () =>
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

/** The model that a stage of the run ended with. */
async function modelOf(out: string, wanted: string): Promise<string> {
  const recipe = readRecipe(await readFile(recipeFile, 'utf8'), recipeFile);
  const folder = join(
    out,
    stageFolder(
      recipe,
      recipe.stages.findIndex((stage) => stageName(stage) === wanted),
    ),
  );
  // Written by `runRecipe` when the stage ended.
  const { model } = JSON.parse(await readFile(join(folder, 'end.json'), 'utf8')) as { model: string };
  return join(folder, model);
}

const [name = ''] = process.argv.slice(2);
const experiment = experiments[name];
if (experiment) await experiment();
else {
  console.error(`Which experiment? There are: ${Object.keys(experiments).join(', ')}.`);
  process.exitCode = 2;
}
