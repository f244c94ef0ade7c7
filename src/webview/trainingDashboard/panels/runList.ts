import type { RunState } from '../../../engine/api/trainingApi.ts';
import { shortNumber } from '../../shared/chart/scale.ts';
import { button } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { swatch } from '../../shared/chart/swatch.ts';
import type { FromDashboard, ShownRun } from '../../trainingProtocol.ts';
import type { RunData } from '../runData.ts';

/** What the list asks for. */
export interface RunListEvents {
  readonly send: (message: FromDashboard) => void;
  readonly toggle: (folder: string, isShown: boolean) => void;
}

interface ListView {
  readonly shown: readonly string[];
  readonly data: ReadonlyMap<string, RunData>;
  readonly isTrusted: boolean;
  /** Whether it is known yet which runs there are. */
  readonly isLoaded: boolean;
}

/** Every run in a row of its own: what it is doing, how far it is, and what can be done with it. */
export function createRunList(events: RunListEvents) {
  const list = element('ul', { className: 'runs', attributes: { 'aria-label': t('Runs') } });
  const note = element('p', { className: 'note' });
  const rows = new Map<string, Row>();
  const show = (runs: readonly ShownRun[], view: ListView): void => {
    note.textContent = sentence(runs, view);
    note.hidden = note.textContent === '';
    list.hidden = runs.length === 0;
    for (const [folder, { element: old }] of rows) {
      if (runs.some((run) => run.folder === folder)) continue;
      old.remove();
      rows.delete(folder);
    }
    for (const [place, run] of runs.entries()) {
      const row = rows.get(run.folder) ?? createRow(run.folder, events);
      rows.set(run.folder, row);
      row.show(run, view);
      // Moving a row that stands where it belongs would take the focus from its buttons.
      if (list.children[place] !== row.element) list.insertBefore(row.element, list.children[place] ?? null);
    }
  };
  return { element: element('section', { className: 'run-list' }, note, list), show };
}

function sentence(runs: readonly ShownRun[], { isTrusted, isLoaded }: ListView): string {
  if (!isLoaded) return '';
  if (!isTrusted) return t('This workspace is not trusted: runs can be looked at, but no training can be started.');
  return runs.length === 0
    ? t(
        'There is no run yet. Start one from a recipe, a YAML file that says what is learned; the documentation has examples.',
      )
    : '';
}

interface Row {
  readonly element: HTMLElement;
  show(run: ShownRun, view: ListView): void;
}

function createRow(folder: string, { send, toggle }: RunListEvents): Row {
  const box = element('input', { attributes: { type: 'checkbox' } }) as HTMLInputElement; // By its tag.
  box.addEventListener('change', () => toggle(folder, box.checked));
  const mark = element('span', { className: 'mark' });
  const name = element('span', { className: 'name' });
  const state = element('span', {});
  const facts = element('span', { className: 'facts' });
  const bar = element('progress', {}) as HTMLProgressElement; // By its tag.
  const buttons = {
    pause: button(t('Pause'), () => send({ kind: 'end', folder, how: 'pause' })),
    stop: button(t('Stop'), () => send({ kind: 'end', folder, how: 'stop' })),
    resume: button(t('Resume'), () => send({ kind: 'resume', folder })),
    report: button(t('Report'), () => send({ kind: 'report', folder })),
  };
  const problem = element('p', { className: 'problem' });
  const label = element('label', {}, box, mark, name);
  const actions = element('span', { className: 'actions' }, ...Object.values(buttons));
  return {
    element: element('li', {}, label, state, facts, bar, actions, problem),
    show: (run, { shown, data, isTrusted }) => {
      const place = shown.indexOf(folder);
      box.checked = place >= 0;
      mark.replaceChildren(...(place >= 0 ? [swatch(place)] : []));
      name.textContent = run.name;
      name.title = folder;
      state.textContent = stateNames[run.state];
      state.className = `state ${run.state}`;
      facts.textContent = factsOf(run, data.get(folder));
      bar.value = progressOf(run, data.get(folder));
      bar.setAttribute('aria-label', t('Progress of {0}', run.name));
      bar.hidden = run.state === 'done';
      const isRunning = run.state === 'running';
      buttons.pause.hidden = buttons.stop.hidden = !isRunning || !isTrusted;
      buttons.resume.hidden = isRunning || run.state === 'done' || run.recipe === undefined || !isTrusted;
      problem.textContent = run.problem ?? '';
      problem.hidden = run.problem === undefined;
      for (const [what, each] of Object.entries(buttons))
        each.setAttribute('aria-label', `${labels[what as keyof typeof labels]} ${run.name}`); // The table's own keys.
    },
  };
}

const labels = { pause: t('Pause'), stop: t('Stop'), resume: t('Resume'), report: t('Report') };

const stateNames: { readonly [state in RunState]: string } = {
  running: t('running'),
  paused: t('paused'),
  stopped: t('stopped'),
  failed: t('failed'),
  died: t('died'),
  done: t('done'),
};

/** Stage, step and loss in a few words, as far as they are known. */
function factsOf({ stages }: ShownRun, data: RunData | undefined): string {
  const at = Math.max(
    0,
    stages.findIndex(({ isDone }) => !isDone),
  );
  const stage = stages.every(({ isDone }) => isDone) ? stages.at(-1) : stages[at];
  if (!stage) return '';
  const known = data?.get(stages.indexOf(stage));
  const step = known?.columns.step.at(-1) ?? stage.checkpoints.at(-1)?.step ?? 0;
  const loss = known?.columns.loss.at(-1);
  const where = t('{0}, step {1} of {2}', stage.name, step, stage.steps);
  return loss === undefined ? where : `${where}, ${t('loss {0}', shortNumber(loss))}`;
}

function progressOf({ stages }: ShownRun, data: RunData | undefined): number {
  const all = stages.reduce((sum, { steps }) => sum + steps, 0);
  const done = stages.reduce((sum, { isDone, steps, checkpoints }, i) => {
    const reached = data?.get(i)?.columns.step.at(-1) ?? checkpoints.at(-1)?.step ?? 0;
    return sum + (isDone ? steps : reached);
  }, 0);
  return all === 0 ? 0 : done / all;
}
