import { layerName } from '../../embeddingExplorer/space/layerName.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { numberText } from '../../shared/numberText.ts';
import type { KeptSpace } from './readEmbedding.ts';

/** How patches and words lie to each other at each layer, as numbers. */
export function layerTable({ survey }: KeptSpace): HTMLElement {
  const heads = [t('Layer'), t('Seen on two axes'), t('Modality gap'), t('Alignment'), t('Anisotropy')];
  const head = element('tr', {}, ...heads.map((text) => element('th', { text, attributes: { scope: 'col' } })));
  const rows = survey.layers.map(({ explained, numbers }, layer) => {
    const seen = (explained[0] ?? NaN) + (explained[1] ?? NaN);
    const share = Number.isFinite(seen) ? `${numberText(100 * seen, 0)} %` : '–';
    const cells = [
      share,
      ...[numbers.modalityGap, numbers.alignment, numbers.anisotropy].map((one) => numberText(one)),
    ];
    return element(
      'tr',
      {},
      element('th', { text: layerName(survey, layer), attributes: { scope: 'row' } }),
      ...cells.map((text) => element('td', { className: 'number', text })),
    );
  });
  const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows));
  const region = { tabindex: '0', role: 'region', 'aria-label': t('Numbers of each layer') };
  return element(
    'details',
    {},
    element('summary', { text: t('Numbers of each layer') }),
    element('div', { className: 'scrolled', attributes: region }, table),
  );
}
