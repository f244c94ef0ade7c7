import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wordsOf } from '../../api/remarks.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import type { AccuracyTable } from '../loop/accuracy.ts';
import type { EvaluationLine, MetricLine, RejectedLine, StepLine } from '../loop/metrics.ts';
import { stageFolder, stageName, type ModelRecipe, type Recipe, type StageRecipe } from './recipe.ts';
import { metricsFile } from './runFiles.ts';

/** Writes what became of a run as Markdown, from the metrics of its stages. */
export async function writeReport(file: string, recipe: Recipe, out: string): Promise<void> {
  const parts = [`# ${recipe.name}`, `Seed ${recipe.seed}, on ${recipe.device}.`];
  for (const [i, stage] of recipe.stages.entries()) {
    const lines = await metricsOf(recipe, out, i);
    parts.push(...describeStage(stage, lines), ...describeRejected(lines));
  }
  await writeFileAtomically(file, `${parts.join('\n\n')}\n`);
}

/** The card of the model that came out: what it began from, its stages, and what held-out data said of them. */
export async function modelCard(recipe: Recipe, out: string): Promise<string> {
  const [first] = recipe.stages;
  const parts = [
    `# ${recipe.name}`,
    `${beginning(first?.model ?? recipe.model)} by a recipe of HoVLE for VS Code, with seed ${recipe.seed}. It answers as ` +
      'well as the scores below say, on data held out from its own training; nothing else was looked at.',
  ];
  for (const [i, stage] of recipe.stages.entries())
    parts.push(...describeStage(stage, await metricsOf(recipe, out, i)));
  return `${parts.join('\n\n')}\n`;
}

function beginning(start: ModelRecipe | undefined): string {
  if (typeof start === 'string') return `Trained further from \`${start}\``;
  return start?.from === undefined ? 'Trained from nothing' : `Trained from the weights of \`${start.from}\``;
}

async function metricsOf(recipe: Recipe, out: string, stage: number): Promise<MetricLine[]> {
  const metrics = join(out, stageFolder(recipe, stage), metricsFile);
  return existsSync(metrics) ? linesOf(await readFile(metrics, 'utf8')) : [];
}

/** The last line may still be cut short. */
function linesOf(text: string): MetricLine[] {
  const whole = text.split('\n').slice(0, -1);
  // Written by `openMetrics`, one object a line.
  return whole.map((line) => JSON.parse(line) as MetricLine);
}

function describeStage(stage: StageRecipe, lines: readonly MetricLine[]): string[] {
  if (lines.length === 0) return [];
  const steps = lines.filter((line): line is StepLine => line.kind === 'step');
  const evaluations = lines.filter((line): line is EvaluationLine => line.kind === 'evaluation');
  const best = evaluations.filter(({ isBest }) => isBest).at(-1);
  return [
    `## ${stageName(stage)}`,
    table(
      ['steps', 'samples', 'loss at first', 'loss at last', 'samples/s', 'tokens/s', 'waiting for data'],
      [stepRow(stage, steps)],
    ),
    ...(best
      ? [`Best on held-out data after step ${best.step}: score ${number(best.score)}, loss ${number(best.loss)}.`]
      : []),
    ...(best && Object.keys(best.accuracy).length > 0 ? [accuracyTable(best.accuracy)] : []),
  ];
}

function stepRow({ steps: planned }: StageRecipe, steps: readonly StepLine[]): string[] {
  const sum = (of: (line: StepLine) => number): number => steps.reduce((total, line) => total + of(line), 0);
  const seconds = sum((line) => line.seconds);
  const meanLoss = (some: readonly StepLine[]): number =>
    some.reduce((total, { loss }) => total + loss, 0) / some.length;
  return [
    `${steps.length} of ${planned}`,
    String(sum(({ samples }) => samples)),
    number(meanLoss(steps.slice(0, 10))),
    number(meanLoss(steps.slice(-10))),
    number(sum(({ samples }) => samples) / seconds),
    number(sum(({ tokens }) => tokens) / seconds),
    percent(sum(({ waitShare, seconds: own }) => waitShare * own) / seconds),
  ];
}

/** Share of held-out answers that were right, every level apart. */
function accuracyTable(accuracy: AccuracyTable): string {
  const levels = [...new Set(Object.values(accuracy).flatMap((row) => Object.keys(row)))].sort(
    (a, b) => Number(a) - Number(b),
  );
  const rows = Object.entries(accuracy).map(([task, row]) => [
    task,
    ...levels.map((level) => {
      const found = row[level];
      return found ? `${percent(found.right / found.answers)} of ${found.answers}` : '';
    }),
  ]);
  return table(['answers right', ...levels.map((level) => `level ${level}`)], rows.sort());
}

function describeRejected(lines: readonly MetricLine[]): string[] {
  const rejected = lines.filter((line): line is RejectedLine => line.kind === 'rejected');
  if (rejected.length === 0) return [];
  const listed = rejected.slice(0, 10).map(({ source, index, reason }) => `- ${source} ${index}: ${wordsOf(reason)}`);
  return [[`${rejected.length} samples were left out, such as:`, '', ...listed].join('\n')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

function number(value: number): string {
  return Number.isFinite(value) ? value.toPrecision(4) : '';
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '';
}
