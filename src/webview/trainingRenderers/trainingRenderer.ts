import type { RunState } from '../../engine/api/trainingApi.ts';
import { accuracyRows, scoreNote } from '../trainingDashboard/panels/accuracyTable.ts';
import { outputRenderer, type RendererContext } from '../outputs/outputKind.ts';
import { useChartStyle } from '../shared/chart/chartStyle.ts';
import type { ChartText } from '../shared/chart/chartText.ts';
import type { Curve } from '../shared/chart/curve.ts';
import { LineChart } from '../shared/chart/lineChart.ts';
import { shortNumber, type Range } from '../shared/chart/scale.ts';
import { scoreText } from '../shared/chart/scoreText.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import type { TrainingOutput, TrainingStageOutput } from '../trainingProtocol.ts';
import { outputStyle } from './outputStyle.ts';
import { readTraining } from './readOutputs.ts';

/** Called by the notebook once; draws every output of the kind *training run*. */
export function activate(context: RendererContext) {
  useChartStyle();
  return outputRenderer<TrainingOutput>({ style: outputStyle, read: readTraining, draw }, context);
}

function draw(run: TrainingOutput): HTMLElement {
  const last = run.stages.findLast(({ accuracy }) => accuracy.length > 0);
  return element(
    'div',
    { className: 'hovle-output' },
    element(
      'p',
      { className: 'head' },
      element('strong', { text: run.name }),
      document.createTextNode(` ${states[run.state]()}`),
    ),
    ...(run.problem === undefined ? [] : [element('p', { className: 'problem', text: run.problem })]),
    ...run.stages.map((stage) => element('p', { className: 'note', text: progressOf(stage) })),
    charts(run),
    ...(last ? [accuracyOf(last)] : []),
  );
}

const states: { readonly [state in RunState]: () => string } = {
  running: () => t('is under way. It goes on when this notebook is closed; running the cell again joins it.'),
  paused: () => t('is paused. Running the cell again goes on with it.'),
  stopped: () => t('was stopped. Running the cell again goes on with it.'),
  failed: () => t('failed.'),
  died: () => t('was ended from outside. Running the cell again goes on from its last checkpoint.'),
  done: () => t('is done.'),
};

function progressOf({ name, reached, steps, loss }: TrainingStageOutput): string {
  const last = loss.at(-1);
  const where = t('{0}, step {1} of {2}', name, reached, steps);
  return typeof last === 'number' ? `${where}, ${t('loss {0}', shortNumber(last))}` : where;
}

function charts({ name, stages }: TrainingOutput): HTMLElement {
  const losses = [
    curveOf(t('while learning'), 0, stages, ({ step, loss }) => step.map((one, i) => [one, loss[i]])),
    curveOf(t('held out'), 1, stages, ({ evaluations }) => evaluations.map((one) => [one.step, one.loss])),
  ];
  const score = [curveOf(name, 0, stages, ({ evaluations }) => evaluations.map((one) => [one.step, one.score]))];
  const drawn = [
    chartOf({ title: t('Loss'), format: shortNumber }, losses),
    ...(score[0]?.xs.length ? [chartOf(scoreText(), score)] : []),
  ];
  return element('div', { className: 'charts' }, ...drawn);
}

function chartOf(text: Omit<ChartText, 'across'>, curves: readonly Curve[]): HTMLElement {
  const show = (range: Range | undefined): void =>
    chart.show(
      curves.filter(({ xs }) => xs.length > 0),
      { kind: 'linear', smoothing: 0, range },
    );
  const chart = new LineChart({ ...text, across: () => t('Step') }, show);
  show(undefined);
  return chart.element;
}

/** Points of all stages, one behind the other. */
function curveOf(
  name: string,
  style: number,
  stages: readonly TrainingStageOutput[],
  points: (stage: TrainingStageOutput) => (readonly [step: number, value: number | null | undefined])[],
): Curve {
  let offset = 0;
  const all = stages.flatMap((stage) => {
    const begin = offset;
    offset += stage.reached;
    return points(stage).map(([step, value]) => [begin + step, value ?? NaN] as const);
  });
  return { name, style, xs: all.map(([x]) => x), ys: all.map(([, y]) => y) };
}

function accuracyOf({ name, accuracy }: TrainingStageOutput): HTMLElement {
  const title = t('Right answers on held-out data, {0}', name);
  return element('details', {}, element('summary', { text: title }), accuracyRows(accuracy, title), scoreNote());
}
