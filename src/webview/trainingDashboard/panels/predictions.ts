import type { PinnedQuestion } from '../../../engine/api/trainingApi.ts';
import { button } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { FromDashboard, ShownPrediction, ShownRun } from '../../trainingProtocol.ts';

/** An answer, and which of the run's stages the checkpoint is of that gave it: steps begin again in each. */
interface StagePrediction extends ShownPrediction {
  readonly stage: number;
}

/** What checkpoints said to pinned pictures, the newest first. */
export function createPredictions(send: (message: FromDashboard) => void) {
  const shown = element('section', { className: 'predictions' });
  let addresses: Readonly<Record<string, string>> = {};
  return {
    element: shown,
    setPictures: (more: Readonly<Record<string, string>>) => {
      addresses = { ...addresses, ...more };
    },
    show: (run: ShownRun, predictions: readonly StagePrediction[]) => {
      const cards = grouped(run.pinned, predictions).map(({ question, answers }) => {
        const pinned = run.pinned.findIndex((one) => isSame(one, question));
        const remove = pinned < 0 ? undefined : () => send({ kind: 'unpin', folder: run.folder, index: pinned });
        const named = answers.map((one) => ({ ...one, when: whenOf(run, one) }));
        return cardOf(question, named, { address: addresses[question.picture], remove });
      });
      const pin = button(t('Pin a picture…'), () => send({ kind: 'pin', folder: run.folder }));
      shown.replaceChildren(
        element('h3', { text: t('What it says') }),
        ...(cards.length === 0 ? [element('p', { className: 'note', text: explanation })] : cards),
        pin,
      );
    },
  };
}

const explanation = t('Every checkpoint is asked the questions that are pinned, so that you can see it learn.');

/** Which checkpoint it was, as the list of checkpoints names it. */
function whenOf({ stages }: ShownRun, { stage, step }: StagePrediction): string {
  return t('{0}, step {1}', stages[stage]?.name ?? '', step);
}

interface Group {
  readonly question: PinnedQuestion;
  readonly answers: readonly StagePrediction[];
}

/** Answers by their question; of a checkpoint that was written twice the last answer counts. */
function grouped(pinned: readonly PinnedQuestion[], predictions: readonly StagePrediction[]): Group[] {
  const questions: PinnedQuestion[] = [];
  for (const one of [...predictions, ...pinned])
    if (!questions.some((known) => isSame(known, one))) questions.push(one);
  return questions.map((question) => {
    const own = predictions.filter((one) => isSame(one, question));
    const last = new Map(own.map((one) => [`${one.stage} ${one.step}`, one]));
    return { question, answers: [...last.values()].sort((a, b) => b.stage - a.stage || b.step - a.step) };
  });
}

function isSame(a: PinnedQuestion, b: PinnedQuestion): boolean {
  return a.picture === b.picture && a.question === b.question;
}

function cardOf(
  { picture, question, expected }: PinnedQuestion,
  answers: readonly (ShownPrediction & { when: string })[],
  { address, remove }: { address: string | undefined; remove: (() => void) | undefined },
): HTMLElement {
  const name = /[^/\\]*$/.exec(picture)?.[0] ?? picture;
  const image = address === undefined ? [] : [element('img', { attributes: { src: address, alt: name } })];
  const rows = answers.slice(0, mostAnswers).map(({ when, answer, problem }) => {
    const isRight = expected !== undefined && answer === expected;
    return element(
      'li',
      { className: isRight ? 'right' : '' },
      element('span', { className: 'step', text: when }),
      document.createTextNode(
        ` ${answer === undefined ? (problem ?? '') : answer || t('(no words)')}${isRight ? ' ✓' : ''}`,
      ),
    );
  });
  const words = [
    element('p', { className: 'question', text: question }),
    ...(expected === undefined ? [] : [element('p', { className: 'note', text: t('Expected: {0}', expected) })]),
    rows.length > 0
      ? element('ol', { className: 'answers' }, ...rows)
      : element('p', { className: 'note', text: t('The next checkpoint will be asked.') }),
    ...(remove ? [labelled(button(t('Remove'), remove), t('Remove the question about {0}', name))] : []),
  ];
  return element('div', { className: 'prediction' }, ...image, element('div', {}, ...words));
}

const mostAnswers = 8;

function labelled(control: HTMLElement, label: string): HTMLElement {
  control.setAttribute('aria-label', label);
  return control;
}
