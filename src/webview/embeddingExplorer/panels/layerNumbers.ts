import type { SpaceNumbers, Survey } from '../../../engine/api/engineApi.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { numberText } from '../../shared/numberText.ts';
import { lineChart } from './lineChart.ts';

/** How the space changes from layer to layer: a small plot a number, and all of them as a table. */
export function createLayerNumbers(goTo: (layer: number) => void) {
  const shown = element('section', { className: 'numbers', attributes: { 'aria-label': t('Numbers of each layer') } });
  let charts: { mark(layer: number): void }[] = [];
  return {
    element: shown,
    setSurvey: (survey: Survey) => {
      const made = measures.map((measure) => chartOf(survey, measure, goTo));
      charts = made.map(({ chart }) => chart);
      shown.replaceChildren(...made.map(({ figure }) => figure), tableOf(survey));
    },
    show: (layer: number) => {
      for (const chart of charts) chart.mark(layer);
    },
  };
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

function chartOf(survey: Survey, { field, name, meaning }: Measure, goTo: (layer: number) => void) {
  const values = survey.layers.map(({ numbers }) => numbers[field]);
  const known = values.filter((value) => value !== undefined);
  const label =
    known.length === 0
      ? t('{0}: needs patches and words', name)
      : t('{0} over the layers: from {1} to {2}', name, numberText(values[0]), numberText(values.at(-1)));
  const chart = lineChart(values, label, goTo);
  const caption = element(
    'figcaption',
    { attributes: { title: meaning } },
    element('strong', { text: name }),
    document.createTextNode(` ${meaning}`),
  );
  return { chart, figure: element('figure', { className: 'chart' }, chart.element, caption) };
}

function tableOf({ layers }: Survey): HTMLElement {
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
    element('summary', { text: t('As a table') }),
    element(
      'div',
      {
        className: 'scrolled',
        attributes: { tabindex: '0', role: 'region', 'aria-label': t('Numbers of each layer, as a table') },
      },
      table,
    ),
  );
}
