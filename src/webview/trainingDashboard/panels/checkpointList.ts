import { button } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { FromDashboard, ShownRun } from '../../trainingProtocol.ts';

/** The models that a run has written, with what can be done with each. */
export function checkpointList({ stages, model }: ShownRun, send: (message: FromDashboard) => void): HTMLElement[] {
  const written = stages.flatMap(({ name, checkpoints }) =>
    checkpoints.map(({ folder, step, isBest }) => ({
      folder,
      name: isBest ? t('{0}, step {1} (the best)', name, step) : t('{0}, step {1}', name, step),
    })),
  );
  const all = [...(model === undefined ? [] : [{ folder: model, name: t('What came out') }]), ...written.reverse()];
  const heading = element('h3', { text: t('Checkpoints') });
  if (all.length === 0) return [heading, element('p', { className: 'note', text: t('None has been written yet.') })];
  const rows = all.map(({ folder, name }) => {
    const explore = button(t('Explore'), () => send({ kind: 'explore', model: folder }));
    const choose = button(t('Use as the model'), () => send({ kind: 'choose', model: folder }));
    explore.setAttribute('aria-label', t('Explore {0}', name));
    choose.setAttribute('aria-label', t('Use as the model: {0}', name));
    const text = element('span', { className: 'name', text: name, attributes: { title: folder } });
    return element('li', {}, text, element('span', { className: 'actions' }, explore, choose));
  });
  return [heading, element('ul', { className: 'checkpoints' }, ...rows)];
}
