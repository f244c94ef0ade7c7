import type { TaskScore } from '../src/engine/api/evaluationApi.ts';

/** What one seed's models answered. */
export interface SeedResult {
  readonly seed: number;
  /** Loss of held-out texts, nats a token, before any picture. */
  readonly textLossBefore: number;
  readonly models: readonly ModelResult[];
}

export interface ModelResult {
  readonly says: string;
  readonly textLoss: number;
  readonly scores: readonly TaskScore[];
}

/** Questions that are counted together: a kind at neighbouring levels, of which the last is one that nobody trained. */
const rows: readonly { readonly task: string; readonly from: number; readonly to: number }[] = [
  { task: 'shapes/colour', from: 0, to: 4 },
  { task: 'shapes/colour', from: 5, to: 5 },
  { task: 'shapes/shape', from: 0, to: 4 },
  { task: 'shapes/exists', from: 4, to: 5 },
  { task: 'text/read', from: 0, to: 0 },
  { task: 'text/read', from: 1, to: 1 },
  { task: 'text/read', from: 2, to: 2 },
  { task: 'text/says', from: 0, to: 4 },
];

/** Exact answers in per cent as a Markdown table: the mean of the seeds, and each seed's in the order of the heading. */
export function claimsTable(seeds: readonly SeedResult[]): string {
  const names = seeds[0]?.models.map(({ says }) => says) ?? [];
  const heads = ['questions, levels', ...names, 'blind (questions)'];
  const cells = rows.map(({ task, from, to }) => {
    const within = ({ scores }: ModelResult): TaskScore[] =>
      scores.filter((one) => one.task === task && one.level >= from && one.level <= to);
    const ofModel = names.map((_, i) =>
      perSeed(
        seeds.map(({ models }) => percent(within(models[i]!), 'exact')),
        0,
      ),
    );
    const asked = seeds[0]?.models[0] ? within(seeds[0].models[0]) : [];
    const blind = `${percent(asked, 'blind').toFixed(0)} (${count(asked)})`;
    return [`${task} ${from === to ? from : `${from}–${to}`}`, ...ofModel, blind];
  });
  const before = perSeed(
    seeds.map(({ textLossBefore }) => textLossBefore),
    2,
  );
  const losses = names.map((_, i) =>
    perSeed(
      seeds.map(({ models }) => models[i]!.textLoss),
      2,
    ),
  );
  const table = [heads, heads.map(() => '---'), ...cells, [`loss of held-out text, before ${before}`, ...losses, '']];
  return [
    `Seeds ${seeds.map(({ seed }) => seed).join(', ')}.`,
    table.map((row) => `| ${row.join(' | ')} |`).join('\n'),
  ].join('\n\n');
}

/** The mean, and what it is the mean of. */
function perSeed(numbers: readonly number[], digits: number): string {
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const each = numbers.map((one) => one.toFixed(digits)).join(', ');
  return numbers.length > 1 ? `${mean.toFixed(digits)} (${each})` : each;
}

function percent(scores: readonly TaskScore[], what: 'exact' | 'blind'): number {
  return (100 * scores.reduce((sum, one) => sum + one[what], 0)) / Math.max(1, count(scores));
}

function count(scores: readonly TaskScore[]): number {
  return scores.reduce((sum, { answers }) => sum + answers, 0);
}
