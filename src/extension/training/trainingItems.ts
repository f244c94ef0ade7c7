import type { RunState, RunSummary } from '../../engine/api/trainingApi.ts';
import type { TrainingOutput } from '../../webview/trainingProtocol.ts';
import { localise } from '../localise.ts';
import { localisedWords } from '../localisedMessage.ts';
import { jsonItem, markdownItem } from '../notebook/answerText.ts';
import type { OutputItem } from '../notebook/plainNotebook.ts';
import { plainText } from '../notebook/plainText.ts';
import { curvePicture } from './curvePicture.ts';
import type { RunCurves } from './runCurves.ts';

/** The mime type of a training run as data, beside its Markdown and its picture. */
const trainingMime = 'application/vnd.hovle.training+json';

/** The forms of a run: curves for our own view, a picture of the loss for others, and Markdown for any. */
export function trainingItems(run: RunSummary, curves: RunCurves): OutputItem[] {
  const output = trainingOutput(run, curves);
  return [
    jsonItem(trainingMime, output),
    { mime: 'image/svg+xml', bytes: new TextEncoder().encode(curvePicture(output.stages)) },
    markdownItem(trainingMarkdown(output)),
  ];
}

function trainingOutput({ name, state, problem, stages }: RunSummary, curves: RunCurves): TrainingOutput {
  return {
    ...{ version: 1, name, state },
    ...(problem !== undefined && { problem: withoutFolders(localisedWords(problem)) }),
    stages: stages.map(({ name: stage, steps }, i) => {
      const { lastLoss: _, evaluations, ...columns } = curves.stage(i);
      return {
        ...{ name: stage, steps, ...columns },
        evaluations: evaluations.slice(-mostEvaluations).map(({ step, loss, score }) => ({
          ...{ step, loss: finite(loss), score: finite(score) },
        })),
        accuracy: evaluations.at(-1)?.accuracy ?? [],
      };
    }),
  };
}

const mostEvaluations = 200;

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** What is kept in a notebook names no folders of this machine. */
function withoutFolders(text: string): string {
  return text.replace(/(?:[A-Za-z]:)?(?:[/\\][^/\\\s:]+)+[/\\]/g, '');
}

function trainingMarkdown({ name, state, problem, stages }: TrainingOutput): string {
  const rows = stages.map(({ name: stage, reached, steps, loss, evaluations }) => {
    const best = Math.max(...evaluations.map(({ score }) => score ?? -Infinity));
    const cells = [
      plainText(stage),
      localise('{0} of {1}', reached, steps),
      digits(loss[0]),
      digits(loss.at(-1)),
      digits(best),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const titles = [
    ...[localise('Stage'), localise('Steps')],
    ...[localise('Loss at first'), localise('Loss at last'), localise('Best score')],
  ];
  return [
    `${localise('**{0}**: {1}.', plainText(name), stateWords[state]())}${problem === undefined ? '' : ` ${plainText(problem)}`}`,
    [`| ${titles.join(' | ')} |`, '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

const stateWords: { readonly [state in RunState]: () => string } = {
  running: () => localise('running'),
  paused: () => localise('paused'),
  stopped: () => localise('stopped'),
  done: () => localise('done'),
  failed: () => localise('failed'),
  died: () => localise('died'),
};

function digits(value: number | null | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toPrecision(4) : '';
}
