import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeFileAtomically } from '../src/engine/checkpoint/stageFile.ts';
import { families, type FamilyName } from '../src/engine/data/world/families.ts';
import type { TaskScore } from '../src/engine/api/evaluationApi.ts';
import { byFamily } from '../src/engine/evaluate/byFamily.ts';
import { scoreModel, worldParts } from '../src/engine/evaluate/scoreModel.ts';
import { scoreTable } from '../src/engine/evaluate/scoreTable.ts';
import { wordingsFile } from '../src/engine/api/wordings.ts';
import { publishModel } from '../src/engine/train/publish/publishModel.ts';

/**
 * `npm run ship -- CHECKPOINT [EXAMPLES] [--with MODEL --share S]`: makes `media/models/hovle-nano` of a checkpoint, asks it held-out questions of
 * every family and level, and writes its model card: what `recipes/nano/card.md` says, then the scores.
 * With another model the weights are the mean of both, of which the checkpoint has the share S, between 0 and 1.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'media', 'models', 'hovle-nano');

const { values, positionals } = parseArgs({
  options: { with: { type: 'string' }, share: { type: 'string' } },
  allowPositionals: true,
});
const [checkpoint, examples = '40'] = positionals;
if (checkpoint === undefined) throw new Error('Give the checkpoint to ship.');
const share = Number(values.share);
if (values.with !== undefined && !(share > 0 && share < 1)) throw new Error('--share must lie between 0 and 1.');
await publishModel(checkpoint, folder, values.with === undefined ? undefined : { folder: values.with, share });
await copyFile(join(root, 'recipes', 'nano', wordingsFile), join(folder, wordingsFile));
const parts = worldParts({
  ...{ split: 'test', seed: 20, examples: Number(examples) },
  // The table's keys are the families.
  families: (Object.keys(families) as FamilyName[]).map((family) => ({ family })),
});
const scores = await scoreModel(folder, parts, { threads: 1, clock: () => performance.now() });
await writeFileAtomically(join(folder, 'README.md'), await card(scores));
await writeFileAtomically(join(folder, 'scores.md'), `# Scores of every kind of question\n\n${scoreTable(scores)}\n`);

async function card(all: readonly TaskScore[]): Promise<string> {
  const text = await readFile(join(root, 'recipes', 'nano', 'card.md'), 'utf8');
  return `${text.trimEnd()}\n\n${levels()}\n\n${scoreTable(byFamily(all))}\n`;
}

/** What each level adds. */
function levels(): string {
  return Object.entries(families)
    .map(([family, { levels: says }]) => `- **${family}**: ${says.map((one, i) => `${i} ${one}`).join('; ')}`)
    .join('\n');
}
