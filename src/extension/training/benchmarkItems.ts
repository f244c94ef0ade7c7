import type { BenchmarkResult, ScoreRow } from '../../engine/api/evaluationApi.ts';
import type { BenchmarkOutput } from '../../webview/trainingProtocol.ts';
import { jsonItem, markdownItem, untrainedMarkdown } from '../notebook/answerText.ts';
import type { OutputItem } from '../notebook/plainNotebook.ts';
import { plainText } from '../notebook/plainText.ts';
import { compareResults } from './compareResults.ts';

/** The mime type of a benchmark's results as data, beside their Markdown. */
const benchmarkMime = 'application/vnd.hovle.benchmark+json';

/** Results as they are kept: those of each model, and what the others differ in from the first. */
export function benchmarkOutput(results: readonly BenchmarkResult[]): BenchmarkOutput {
  const [first, ...others] = results;
  const comparisons = first ? others.flatMap((other) => compareResults(first, other) ?? []) : [];
  return { version: 1, results: [...results], comparisons };
}

export function benchmarkItems(output: BenchmarkOutput, file: string | undefined): OutputItem[] {
  const { results, comparisons } = output;
  const differences = comparisons.map(
    ({ model, than, difference, interval: [low, high] }) =>
      `${plainText(model)} answers ${points(difference)} (95 %: ${points(low)} to ${points(high)}) more of the questions exactly than ${plainText(than)}${low <= 0 && high >= 0 ? ': no clear difference' : ''}.`,
  );
  const trained = results.every((result) => result.trained);
  const parts = [
    ...results.map(section),
    ...differences,
    ...(file === undefined ? [] : [`*Written to ${plainText(file)}.*`]),
  ];
  return [jsonItem(benchmarkMime, output), markdownItem(untrainedMarkdown(parts.join('\n\n'), trained))];
}

function section({ benchmark, model, precision, device, seconds, total, families }: BenchmarkResult): string {
  const head = ['Questions', 'Level', 'Asked', 'Exact (95 %)', 'Alike', 'Blind', 'Words in common'];
  const rows = [total, ...families].map((row) => `| ${cells(row, row === total).join(' | ')} |`);
  return [
    `**${plainText(model)}** on **${plainText(benchmark)}**`,
    [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n'),
    `*${plainText(`${precision} · ${device} · ${seconds.toFixed(0)} s`)}*`,
  ].join('\n\n');
}

function cells(
  { task, level, answers, exact, alike, blind, overlap = 0, interval: [low, high] }: ScoreRow,
  isTotal: boolean,
): string[] {
  const share = (count: number) => percent(count / Math.max(1, answers));
  return [
    ...[isTotal ? '**all**' : plainText(task), isTotal ? '' : String(level), String(answers)],
    ...[`${share(exact)} (${percent(low)} to ${percent(high)})`, share(alike), share(blind), share(overlap)],
  ];
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const points = (share: number) => `${(share * 100).toFixed(1)} points`;
