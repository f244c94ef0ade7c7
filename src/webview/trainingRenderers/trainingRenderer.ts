import type { RunState } from '../../engine/api/trainingApi.ts';
import { accuracyRows, scoreNote } from '../trainingDashboard/panels/accuracyTable.ts';
import { outputRenderer, type OutputTools, type RendererContext } from '../outputs/outputKind.ts';
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

function draw(run: TrainingOutput, { kept, onUpdate }: OutputTools<TrainingOutput>): HTMLElement {
  const head = element('div', {});
  const charts = createCharts(kept);
  const accuracy = createAccuracy();
  const show = (next: TrainingOutput): void => {
    head.replaceChildren(...headOf(next));
    charts.show(next);
    accuracy.show(next.stages.findLast((stage) => stage.accuracy.length > 0));
  };
  show(run);
  onUpdate(show);
  return element('div', { className: 'hovle-output' }, head, charts.element, accuracy.element);
}

function headOf({ name, state, problem, stages }: TrainingOutput): HTMLElement[] {
  return [
    element(
      'p',
      { className: 'head' },
      element('strong', { text: name }),
      document.createTextNode(` ${states[state]()}`),
    ),
    ...(problem === undefined ? [] : [element('p', { className: 'problem', text: problem })]),
    ...stages.map((stage) => element('p', { className: 'note', text: progressOf(stage) })),
  ];
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

function createCharts(kept: OutputTools<TrainingOutput>['kept']) {
  const loss = createChart('loss', { title: t('Loss'), format: shortNumber }, kept);
  const score = createChart('score', scoreText(), kept);
  const show = ({ name, stages }: TrainingOutput): void => {
    const scores = curveOf(name, 0, stages, ({ evaluations }) => evaluations.map((one) => [one.step, one.score]));
    loss.show([
      curveOf(t('while learning'), 0, stages, ({ step, loss: own }) => step.map((one, i) => [one, own[i]])),
      curveOf(t('held out'), 1, stages, ({ evaluations }) => evaluations.map((one) => [one.step, one.loss])),
    ]);
    score.element.hidden = scores.xs.length === 0;
    score.show([scores]);
  };
  return { element: element('div', { className: 'charts' }, loss.element, score.element), show };
}

/** A chart, and the part of it that its reader has chosen to see. */
function createChart(key: string, text: Omit<ChartText, 'across'>, kept: OutputTools<TrainingOutput>['kept']) {
  let curves: readonly Curve[] = [];
  const draw = (): void => {
    const range = kept.get(key) as Range | undefined; // As it is kept below.
    chart.show(curves, { kind: 'linear', smoothing: 0, range });
  };
  const chart = new LineChart({ ...text, across: () => t('Step') }, (range) => {
    kept.set(key, range);
    draw();
  });
  const show = (next: readonly Curve[]): void => {
    curves = next.filter(({ xs }) => xs.length > 0);
    draw();
  };
  return { element: chart.element, show };
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

/** How held-out questions were answered last. */
function createAccuracy() {
  const summary = element('summary', {});
  const content = element('div', {});
  const shown = element('details', {}, summary, content);
  let before = '';
  const show = (stage: TrainingStageOutput | undefined): void => {
    shown.hidden = stage === undefined;
    const now = JSON.stringify([stage?.name, stage?.accuracy]);
    if (!stage || now === before) return;
    before = now;
    const title = t('Right answers on held-out data, {0}', stage.name);
    summary.textContent = title;
    const rows = accuracyRows(stage.accuracy, title);
    const region = content.querySelector('.scrolled');
    region?.setAttribute('aria-label', title);
    // What scrolls keeps its place, and the focus.
    if (region) region.replaceChildren(...rows.children);
    else content.append(rows, scoreNote());
  };
  return { element: shown, show };
}
