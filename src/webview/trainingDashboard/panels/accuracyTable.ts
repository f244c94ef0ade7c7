import type { EvaluationPoint, TaskAccuracy } from '../../../engine/api/trainingApi.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';

/** How held-out questions were answered last: a row a kind of question, a column a level. */
export function accuracyTable({ step, accuracy }: EvaluationPoint, stage: string): HTMLElement[] {
  if (accuracy.length === 0) return [];
  return [
    element('h3', { text: t('Right answers on held-out data, {0}', t('{0}, step {1}', stage, step)) }),
    accuracyRows(accuracy, t('Right answers')),
    scoreNote(),
  ];
}

/** Why a score may be far lower than each of the accuracies beside it. */
export function scoreNote(): HTMLElement {
  const text = t(
    'The score is the mean over all levels of all sources of questions. Levels that are too far on to be asked yet count as 0 %.',
  );
  return element('p', { className: 'note', text });
}

/** Accuracies as a table. The shade of a cell is its share; so is its text. */
export function accuracyRows(accuracy: readonly TaskAccuracy[], name: string): HTMLElement {
  const levels = [...new Set(accuracy.map(({ level }) => level))].sort((a, b) => a - b);
  const tasks = [...new Set(accuracy.map(({ task }) => task))].sort();
  const head = [t('Kind of question'), ...levels.map((level) => t('level {0}', level))];
  const rows = tasks.map((task) =>
    element(
      'tr',
      {},
      element('th', { text: task, attributes: { scope: 'row' } }),
      ...levels.map((level) => cellOf(accuracy.find((one) => one.task === task && one.level === level))),
    ),
  );
  const table = element(
    'table',
    { className: 'accuracy' },
    element(
      'thead',
      {},
      element('tr', {}, ...head.map((text) => element('th', { text, attributes: { scope: 'col' } }))),
    ),
    element('tbody', {}, ...rows),
  );
  const attributes = { tabindex: '0', role: 'region', 'aria-label': name };
  return element('div', { className: 'scrolled', attributes }, table);
}

function cellOf(found: TaskAccuracy | undefined): HTMLElement {
  if (!found || found.answers === 0) return element('td', { text: '' });
  const share = found.right / found.answers;
  const title = t('{0} of {1}', Math.round(found.right * 10) / 10, found.answers);
  return element('td', {
    className: `share-${Math.round(share * 5)}`,
    text: `${Math.round(share * 100)} %`,
    attributes: { title },
  });
}
