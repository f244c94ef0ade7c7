import type { PinnedQuestion } from '../../../engine/api/trainingApi.ts';
import { button } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { FromDashboard, ShownPrediction, ShownRun } from '../../trainingProtocol.ts';

/** What checkpoints said to pinned pictures, the newest first. */
export function createPredictions(send: (message: FromDashboard) => void) {
  const shown = element('section', { className: 'predictions' });
  let addresses: Readonly<Record<string, string>> = {};
  return {
    element: shown,
    setPictures: (more: Readonly<Record<string, string>>) => {
      addresses = { ...addresses, ...more };
    },
    show: (run: ShownRun, predictions: readonly ShownPrediction[]) => {
      const cards = grouped(run.pinned, predictions).map(({ question, answers }) => {
        const pinned = run.pinned.findIndex((one) => isSame(one, question));
        const remove = pinned < 0 ? undefined : () => send({ kind: 'unpin', folder: run.folder, index: pinned });
        return cardOf(question, answers, { address: addresses[question.picture], remove });
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

interface Group {
  readonly question: PinnedQuestion;
  readonly answers: readonly ShownPrediction[];
}

/** Answers by their question; of a checkpoint that was written twice the last answer counts. */
function grouped(pinned: readonly PinnedQuestion[], predictions: readonly ShownPrediction[]): Group[] {
  const questions: PinnedQuestion[] = [];
  for (const one of [...predictions, ...pinned])
    if (!questions.some((known) => isSame(known, one))) questions.push(one);
  return questions.map((question) => {
    const own = new Map(predictions.filter((one) => isSame(one, question)).map((one) => [one.step, one]));
    return { question, answers: [...own.values()].reverse() };
  });
}

function isSame(a: PinnedQuestion, b: PinnedQuestion): boolean {
  return a.picture === b.picture && a.question === b.question;
}

function cardOf(
  { picture, question, expected }: PinnedQuestion,
  answers: readonly ShownPrediction[],
  { address, remove }: { address: string | undefined; remove: (() => void) | undefined },
): HTMLElement {
  const name = /[^/\\]*$/.exec(picture)?.[0] ?? picture;
  const image = address === undefined ? [] : [element('img', { attributes: { src: address, alt: name } })];
  const rows = answers.slice(0, mostAnswers).map(({ step, answer, problem }) => {
    const isRight = expected !== undefined && answer === expected;
    return element(
      'li',
      { className: isRight ? 'right' : '' },
      element('span', { className: 'step', text: t('step {0}', step) }),
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
