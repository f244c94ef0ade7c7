import type { RunStage } from '../../../engine/api/trainingApi.ts';
import { button, checkbox, dropdown } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { FromDashboard } from '../../trainingProtocol.ts';
import type { DashboardState } from '../state.ts';

/** What the bar asks for. */
export interface ToolbarEvents {
  readonly send: (message: FromDashboard) => void;
  readonly set: (some: Partial<DashboardState>) => void;
}

/** The commands above the runs, and the choices above the curves. */
export function createToolbar({ send, set }: ToolbarEvents) {
  const start = button(t('Start training…'), () => send({ kind: 'start' }), 'primary');
  const folder = button(t('Look in a folder…'), () => send({ kind: 'addFolder' }));
  const log = checkbox(t('Logarithmic'), (isLog) => set({ isLog }));
  const across = dropdown<DashboardState['across']>(t('Across'), { steps: t('steps'), hours: t('hours') }, (value) =>
    set({ across: value, range: undefined }),
  );
  const smoothing = slider((value) => set({ smoothing: value }));
  const stage = stageChoice((value) => set({ stage: value, range: undefined }));
  const all = button(t('Show all'), () => set({ range: undefined }));
  return {
    element: element(
      'div',
      { className: 'toolbar', attributes: { role: 'toolbar', 'aria-label': t('Training') } },
      start,
      folder,
    ),
    choices: element(
      'div',
      { className: 'toolbar choices', attributes: { role: 'toolbar', 'aria-label': t('What is shown') } },
      smoothing.element,
      across.element,
      stage.element,
      log.element,
      all,
    ),
    show: (state: DashboardState, stages: readonly RunStage[]) => {
      log.set(state.isLog);
      across.set(state.across);
      smoothing.set(state.smoothing);
      stage.show(stages, state.stage);
      all.hidden = state.range === undefined;
    },
  };
}

function slider(onChange: (value: number) => void) {
  const input = element('input', {
    attributes: { type: 'range', min: '0', max: '0.98', step: '0.02' },
  }) as HTMLInputElement; // By its tag.
  input.addEventListener('input', () => onChange(Number(input.value)));
  const label = element('label', { className: 'field' }, element('span', { text: t('Smoothing') }), input);
  return { element: label, set: (value: number) => (input.value = String(value)) };
}

/** A list that depends on the run: the toolkit's own would forget its choice when its options change. */
function stageChoice(onChange: (stage: number | undefined) => void) {
  const select = element('select', {}) as HTMLSelectElement; // By its tag.
  select.addEventListener('change', () => onChange(select.value === '' ? undefined : Number(select.value)));
  const label = element('label', { className: 'field' }, element('span', { text: t('Stage') }), select);
  let listed = '';
  return {
    element: label,
    show: (stages: readonly RunStage[], chosen: number | undefined) => {
      const names = stages.map(({ name }, i) => `${i + 1} ${name}`);
      if (names.join() !== listed) {
        listed = names.join();
        const all = element('option', { text: t('all'), attributes: { value: '' } });
        select.replaceChildren(
          all,
          ...names.map((text, i) => element('option', { text, attributes: { value: String(i) } })),
        );
      }
      select.value = chosen === undefined ? '' : String(chosen);
      label.hidden = stages.length < 2;
    },
  };
}
