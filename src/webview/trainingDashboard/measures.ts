import type { StepColumn } from '../../engine/api/trainingApi.ts';
import type { ChartText } from '../shared/chart/chartText.ts';
import type { Curve } from '../shared/chart/curve.ts';
import { shortNumber } from '../shared/chart/scale.ts';
import { scoreText } from '../shared/chart/scoreText.ts';
import { t } from '../shared/localise.ts';
import { placed, type Across, type RunData } from './runData.ts';

/** A chart of the dashboard: what of a run it shows. */
export interface Measure extends Omit<ChartText, 'across'> {
  /** Whether its values may span powers of ten. */
  readonly mayBeLog: boolean;
  /** Curves of a run; the first has the run's name alone. */
  readonly curves: (run: { name: string; data: RunData; style: number }, across: Across) => Curve[];
}

const gigabytes = (value: number): string => (Number.isFinite(value) ? `${(value / 1e9).toFixed(2)} GB` : '–');

/** The charts in their order. */
export const measures: readonly Measure[] = [
  {
    title: t('Loss'),
    format: shortNumber,
    mayBeLog: true,
    curves: (run, across) => [...ofSteps('loss')(run, across), ...ofEvaluations('loss', t('held out'), 3)(run, across)],
  },
  { ...scoreText(), mayBeLog: false, curves: ofEvaluations('score', '', 0) },
  { title: t('Learning rate'), format: shortNumber, mayBeLog: true, curves: ofSteps('rate') },
  { title: t('Length of the gradient'), format: shortNumber, mayBeLog: true, curves: ofSteps('gradientNorm') },
  { title: t('Samples a second'), format: shortNumber, mayBeLog: false, curves: ofSteps('samplesPerSecond') },
  {
    title: t('Memory'),
    format: gigabytes,
    tick: (value) => `${shortNumber(value)}B`,
    mayBeLog: false,
    curves: ofSteps('memoryBytes'),
  },
];

function ofSteps(column: StepColumn): Measure['curves'] {
  return ({ name, data, style }, across) => {
    const stages = placed(data, across);
    const xs = stages.flatMap((stage) => stage.xs);
    return xs.length === 0 ? [] : [{ name, style, xs, ys: stages.flatMap(({ stage }) => stage.columns[column]) }];
  };
}

function ofEvaluations(field: 'loss' | 'score', suffix: string, shift: number): Measure['curves'] {
  return ({ name, data, style }, across) => {
    const points = placed(data, across).flatMap(({ stage, placeOf }) =>
      stage.evaluations.map((one) => ({ x: placeOf(one.step), y: one[field] })),
    );
    const known = points.filter(({ x }) => Number.isFinite(x));
    if (known.length === 0) return [];
    const own = suffix === '' ? name : `${name}, ${suffix}`;
    return [{ name: own, style: (style + shift) % 6, xs: known.map(({ x }) => x), ys: known.map(({ y }) => y) }];
  };
}
