import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { FromDashboard, ShownRun } from '../../trainingProtocol.ts';
import type { RunData } from '../runData.ts';
import { accuracyTable } from './accuracyTable.ts';
import { checkpointList } from './checkpointList.ts';
import { createPredictions } from './predictions.ts';

/** What one run is in full: accuracies, what it says to pinned pictures, its checkpoints, and samples it left out. */
export function createDetails(send: (message: FromDashboard) => void) {
  const heading = element('h2', {});
  const accuracy = element('section', {});
  const predictions = createPredictions(send);
  const checkpoints = element('section', {});
  const rejected = element('section', {});
  const shown = element('div', { className: 'details' }, heading, accuracy, predictions.element, checkpoints, rejected);
  let before = '';
  return {
    element: shown,
    setPictures: (addresses: Readonly<Record<string, string>>) => {
      predictions.setPictures(addresses);
      before = '';
    },
    show: (run: ShownRun | undefined, data: RunData = new Map()) => {
      shown.hidden = run === undefined;
      if (!run) return;
      const known = [...data.entries()].sort(([a], [b]) => a - b);
      const stages = known.map(([, stage]) => stage);
      const evaluations = known.flatMap(([stage, { evaluations: own }]) => own.map((one) => ({ ...one, stage })));
      const left = stages.flatMap((stage) => stage.rejected);
      // Made again only where something has changed: a reader keeps the place, and a button its focus.
      const now = JSON.stringify([run, evaluations.length, left.length, stages.map((one) => one.predictions.length)]);
      if (now === before) return;
      before = now;
      heading.textContent = run.name;
      const last = evaluations.at(-1);
      accuracy.replaceChildren(...(last ? accuracyTable(last, run.stages[last.stage]?.name ?? '') : []));
      predictions.show(
        run,
        known.flatMap(([stage, { predictions: own }]) => own.map((one) => ({ ...one, stage }))),
      );
      checkpoints.replaceChildren(...checkpointList(run, send));
      rejected.replaceChildren(...rejectedList(left));
    },
  };
}

function rejectedList(left: readonly { source: string; index: number; reason: string }[]): HTMLElement[] {
  if (left.length === 0) return [];
  const rows = left
    .slice(0, 20)
    .map(({ source, index, reason }) => element('li', { text: t('{0}: {1}', `${source} ${index}`, reason) }));
  return [element('h3', { text: t('Samples that were left out: {0}', left.length) }), element('ul', {}, ...rows)];
}
