import type { BenchmarkResult, ScoreRow } from '../../engine/api/evaluationApi.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { outputRenderer, type RendererContext } from '../outputs/outputKind.ts';
import type { BenchmarkComparison, BenchmarkOutput } from '../trainingProtocol.ts';
import { outputStyle } from './outputStyle.ts';
import { readBenchmark } from './readOutputs.ts';
import { scoreBar } from './scoreBar.ts';

/** Called by the notebook once; draws every output of the kind *benchmark result*. */
export const activate = (context: RendererContext) =>
  outputRenderer<BenchmarkOutput>({ style: outputStyle, read: readBenchmark, draw }, context);

function draw({ results, comparisons }: BenchmarkOutput): HTMLElement {
  const untrained = results.filter(({ trained }) => !trained).map(({ model }) => model);
  return element(
    'div',
    { className: 'hovle-output' },
    ...(untrained.length > 0
      ? [
          element('p', {
            className: 'untrained',
            text: t('⚠ Untrained: {0}. These answers are random.', untrained.join(', ')),
          }),
        ]
      : []),
    ...comparisons.map((one) => element('p', { text: differenceOf(one) })),
    table(results, (result) => [result.total], t('All questions')),
    table(results, (result) => result.families, t('By family and level')),
    folded(
      t('Every kind of question'),
      table(results, (result) => result.tasks, t('Every kind of question')),
    ),
    ...results.map(mistakes),
    element('p', { className: 'note', text: meaning() }),
    ...results.map((result) => element('p', { className: 'note', text: provenance(result) })),
  );
}

const meaning = () =>
  t(
    'The bar is the share of answers that are right to the character, the thin line where it lies with 95 % confidence, the mark what one would get without looking: the usual answer to the same words.',
  );

function differenceOf({ model, than, gained, lost, difference, interval: [low, high] }: BenchmarkComparison): string {
  const points = (share: number) => `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)}`;
  const sentence = t(
    '{0} against {1}: {2} points (95 %: {3} to {4}); it alone is right {5} times, the other alone {6} times.',
    ...[model, than, points(difference), points(low), points(high), gained, lost],
  );
  return low <= 0 && high >= 0 ? `${sentence} ${t('That is no clear difference.')}` : sentence;
}

/** Models side by side: a row what was asked, a column a model. */
function table(
  results: readonly BenchmarkResult[],
  rowsOf: (result: BenchmarkResult) => readonly ScoreRow[],
  caption: string,
): HTMLElement {
  const [first] = results;
  const rows = (first ? rowsOf(first) : []).map((row) => {
    const cells = results.map((result) => {
      const own = rowsOf(result).find(({ task, level }) => task === row.task && level === row.level);
      return element('td', {}, ...(own ? [scoreBar(own)] : []));
    });
    const isTotal = row === first?.total;
    const name = isTotal ? t('all') : `${row.task}, ${t('level {0}', row.level)}`;
    const count = element('td', { className: 'count', text: String(row.answers) });
    return element('tr', {}, element('th', { text: name, attributes: { scope: 'row' } }), count, ...cells);
  });
  const heads = ['', t('Questions'), ...results.map(({ model }) => model)];
  const head = element('tr', {}, ...heads.map((text) => headOf(text)));
  const made = element(
    'table',
    {},
    element('caption', { text: caption }),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
  return element(
    'div',
    { className: 'scrolled', attributes: { tabindex: '0', role: 'region', 'aria-label': caption } },
    made,
  );
}

/** An empty corner is no head of anything. */
function headOf(text: string): HTMLElement {
  return text === '' ? element('td', {}) : element('th', { text, attributes: { scope: 'col' } });
}

function mistakes({ model, mistakes: found }: BenchmarkResult): HTMLElement {
  const rows = found.map(({ task, question, expected, found: said }) =>
    element('tr', {}, ...[task, question, expected, said].map((text) => element('td', { text }))),
  );
  const heads = [t('Kind of question'), t('Question'), t('Expected'), t('Answer')];
  const head = element('tr', {}, ...heads.map((text) => headOf(text)));
  const name = t('Wrong answers of {0}', model);
  const made = element('table', { className: 'words' }, element('thead', {}, head), element('tbody', {}, ...rows));
  const attributes = { tabindex: '0', role: 'region', 'aria-label': name };
  return folded(`${name} (${found.length})`, element('div', { className: 'scrolled', attributes }, made));
}

function folded(title: string, content: HTMLElement): HTMLElement {
  return element('details', {}, element('summary', { text: title }), content);
}

function provenance({ model, benchmark, precision, device, seconds }: BenchmarkResult): string {
  return [model, benchmark, precision, device, `${seconds.toFixed(0)} s`].join(' · ');
}
