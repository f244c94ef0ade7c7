import type { SpaceNumbers, Survey } from '../../../engine/api/spaceApi.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { numberText } from '../../shared/numberText.ts';
import { modelNames } from '../space/pointName.ts';
import { lineChart } from './lineChart.ts';

/** How the space changes from layer to layer: a small plot a number, and all of them as a table; of one model or of two. */
export function createLayerNumbers(goTo: (layer: number) => void) {
  const shown = element('section', { className: 'numbers', attributes: { 'aria-label': t('Numbers of each layer') } });
  let charts: { mark(layer: number): void }[] = [];
  return {
    element: shown,
    setSurveys: (surveys: readonly Survey[]) => {
      const names = surveys.length > 1 ? modelNames(surveys) : [''];
      const made = measures.map((measure) => chartOf({ surveys, names }, measure, goTo));
      charts = made.map(({ chart }) => chart);
      const tables = surveys.map((survey, i) => tableOf(survey, names[i] ?? ''));
      shown.replaceChildren(...keyOf(names), ...made.map(({ figure }) => figure), ...tables);
    },
    show: (layer: number) => {
      for (const chart of charts) chart.mark(layer);
    },
  };
}

/** Which line is whose. */
function keyOf(names: readonly string[]): Node[] {
  if (names.length < 2) return [];
  const rows = names.map((name, i) => element('li', { className: ['first', 'second'][i] ?? '', text: name }));
  return [element('ul', { className: 'chart-key' }, ...rows)];
}

interface Measure {
  readonly field: keyof SpaceNumbers;
  readonly name: string;
  readonly meaning: string;
}

const measures: readonly Measure[] = [
  {
    field: 'modalityGap',
    name: t('Modality gap'),
    meaning: t('distance between the mean directions of patches and words'),
  },
  { field: 'alignment', name: t('Alignment'), meaning: t('mean cosine of a patch and its nearest word') },
  { field: 'anisotropy', name: t('Anisotropy'), meaning: t('mean cosine of two different vectors') },
];

interface Compared {
  readonly surveys: readonly Survey[];
  /** Empty where there is one model only. */
  readonly names: readonly string[];
}

function chartOf({ surveys, names }: Compared, { field, name, meaning }: Measure, goTo: (layer: number) => void) {
  const lines = surveys.map(({ layers }) => layers.map(({ numbers }) => numbers[field]));
  const chart = lineChart(lines, lines.map((values, i) => sentenceOf(values, name, names[i] ?? '')).join(' '), goTo);
  const caption = element(
    'figcaption',
    { attributes: { title: meaning } },
    element('strong', { text: name }),
    document.createTextNode(` ${meaning}`),
  );
  return { chart, figure: element('figure', { className: 'chart' }, chart.element, caption) };
}

function sentenceOf(values: readonly (number | undefined)[], name: string, model: string): string {
  const of = model === '' ? name : `${name} · ${model}`;
  if (values.every((value) => value === undefined)) return t('{0}: needs patches and words', of);
  return t('{0} over the layers: from {1} to {2}', of, numberText(values[0]), numberText(values.at(-1)));
}

function tableOf({ layers }: Survey, model: string): HTMLElement {
  const heads = [t('Layer'), ...measures.map(({ name }) => name), t('Explained by 3 components')];
  const head = element('tr', {}, ...heads.map((text) => element('th', { text, attributes: { scope: 'col' } })));
  const rows = layers.map(({ numbers, explained }, layer) => {
    const sum = explained.reduce((total, share) => total + share, 0);
    const cells = [...measures.map(({ field }) => numberText(numbers[field], 3)), `${numberText(sum * 100, 0)} %`];
    return element(
      'tr',
      {},
      element('th', { text: String(layer), attributes: { scope: 'row' } }),
      ...cells.map((text) => element('td', { text })),
    );
  });
  const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows));
  return element(
    'details',
    {},
    element('summary', { text: model === '' ? t('As a table') : t('{0} as a table', model) }),
    element(
      'div',
      {
        className: 'scrolled',
        attributes: {
          tabindex: '0',
          role: 'region',
          'aria-label': `${t('Numbers of each layer, as a table')} ${model}`.trim(),
        },
      },
      table,
    ),
  );
}
