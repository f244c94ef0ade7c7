import { t } from '../localise.ts';
import type { ChartText } from './chartText.ts';
import { shortNumber } from './scale.ts';

/** The chart of a score: a share of right answers, from none to all. */
export function scoreText(): Omit<ChartText, 'across'> {
  return {
    title: t('Score on held-out data'),
    format: (value) => (Number.isFinite(value) ? `${(value * 100).toFixed(1)} %` : '–'),
    tick: (value) => `${shortNumber(value * 100)} %`,
    whole: [0, 1],
  };
}
