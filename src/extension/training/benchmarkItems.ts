import type { BenchmarkResult, ScoreRow } from '../../engine/api/evaluationApi.ts';
import type { BenchmarkComparison, BenchmarkOutput } from '../../webview/trainingProtocol.ts';
import { localise } from '../localise.ts';
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
  const trained = results.every((result) => result.trained);
  const parts = [
    ...results.map(section),
    ...comparisons.map(differenceText),
    ...(file === undefined ? [] : [`*${localise('Written to {0}.', plainText(file))}*`]),
  ];
  return [jsonItem(benchmarkMime, output), markdownItem(untrainedMarkdown(parts.join('\n\n'), trained))];
}

function differenceText({ model, than, difference, interval: [low, high] }: BenchmarkComparison): string {
  const sentence = localise(
    '{0} answers {1} (95 %: {2} to {3}) more of the questions exactly than {4}.',
    ...[plainText(model), points(difference), points(low), points(high), plainText(than)],
  );
  return low <= 0 && high >= 0 ? `${sentence} ${localise('That is no clear difference.')}` : sentence;
}

function section({ benchmark, model, precision, device, seconds, total, families }: BenchmarkResult): string {
  const head = [
    ...[localise('Questions'), localise('Level'), localise('Asked'), localise('Exact (95 %)')],
    ...[localise('Alike'), localise('Blind'), localise('Words in common')],
  ];
  const rows = [total, ...families].map((row) => `| ${cells(row, row === total).join(' | ')} |`);
  return [
    localise('{0} on {1}', `**${plainText(model)}**`, `**${plainText(benchmark)}**`),
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
    ...[isTotal ? `**${localise('all')}**` : plainText(task), isTotal ? '' : String(level), String(answers)],
    ...[
      localise('{0} ({1} to {2})', share(exact), percent(low), percent(high)),
      share(alike),
      share(blind),
      share(overlap),
    ],
  ];
}

const percent = (share: number) => `${Math.round(share * 100)} %`;
const points = (share: number) => localise('{0} points', (share * 100).toFixed(1));
