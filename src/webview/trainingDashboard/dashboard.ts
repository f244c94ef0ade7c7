import { LineChart } from '../shared/chart/lineChart.ts';
import type { Range } from '../shared/chart/scale.ts';
import { styles } from '../shared/chart/swatch.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { mostShown, type FromDashboard, type ShownRun, type ToDashboard } from '../trainingProtocol.ts';
import { measures } from './measures.ts';
import { createDetails } from './panels/details.ts';
import { createRunList } from './panels/runList.ts';
import { createToolbar } from './panels/toolbar.ts';
import { addParts, type RunData } from './runData.ts';
import { readKept, type DashboardState } from './state.ts';

/** The editor, as far as the dashboard needs it. */
export interface DashboardHost {
  send(message: FromDashboard): void;
  keep(state: object): void;
}

/** Training runs, their curves side by side, and one of them in full. */
export class Dashboard {
  readonly element: HTMLElement;
  readonly #host: DashboardHost;
  readonly #data = new Map<string, RunData>();
  readonly #list: ReturnType<typeof createRunList>;
  readonly #details: ReturnType<typeof createDetails>;
  readonly #toolbar: ReturnType<typeof createToolbar>;
  readonly #charts: readonly LineChart[];
  readonly #said = element('p', { className: 'said', attributes: { role: 'status' } });
  #runs: readonly ShownRun[] | undefined;
  #isTrusted = true;
  #state: DashboardState;
  #drawing: number | undefined;

  constructor(host: DashboardHost, kept: unknown) {
    this.#host = host;
    this.#state = readKept(kept);
    this.#list = createRunList({
      send: (message) => host.send(message),
      toggle: (folder, isShown) => this.#toggle(folder, isShown),
    });
    this.#details = createDetails((message) => host.send(message));
    this.#toolbar = createToolbar({ send: (message) => host.send(message), set: (some) => this.#set(some) });
    const onRange = (range: Range | undefined): void => this.#set({ range });
    this.#charts = measures.map(
      (measure) => new LineChart({ ...measure, across: () => acrossNames[this.#state.across] }, onRange),
    );
    this.element = this.#layOut();
    this.#toolbar.show(this.#state, []);
    this.#say(t('Looking for runs …'), false);
    new MutationObserver(() => this.#drawSoon()).observe(document.body, { attributeFilter: ['class'] });
  }

  /** Takes what the editor sends. */
  receive(message: ToDashboard): void {
    if (message.kind === 'said') this.#say(message.text, message.isFailure);
    if (message.kind === 'runs') this.#setRuns(message.runs, message.isTrusted);
    if (message.kind === 'pictures') this.#details.setPictures(message.addresses);
    if (message.kind === 'part') {
      const data = this.#data.get(message.folder) ?? new Map<number, never>();
      this.#data.set(message.folder, data);
      addParts(data, message.stages);
    }
    this.#drawSoon();
  }

  #layOut(): HTMLElement {
    const charts = element('div', { className: 'charts' }, ...this.#charts.map((chart) => chart.element));
    return element(
      'main',
      { className: 'dashboard empty' },
      element('h1', { className: 'spoken', text: t('Training Dashboard') }),
      this.#toolbar.element,
      this.#said,
      this.#list.element,
      element('div', { className: 'shown' }, this.#toolbar.choices, charts, this.#details.element),
    );
  }

  #setRuns(runs: readonly ShownRun[], isTrusted: boolean): void {
    if (!this.#runs) this.#say('', false);
    const begun = begunSince(this.#runs ?? runs, runs);
    this.#runs = runs;
    this.#isTrusted = isTrusted;
    const known = new Set(runs.map(({ folder }) => folder));
    const shown = this.#state.shown.filter((folder) => known.has(folder));
    const first = runs[0];
    for (const folder of begun) this.#toggle(folder, true);
    if (begun.length > 0) return;
    // At first the run is shown that something happened in last.
    if (shown.length === 0 && first) this.#set({ shown: [first.folder] });
    else if (shown.length !== this.#state.shown.length) this.#set({ shown });
    else this.#host.send({ kind: 'show', folders: [...shown] });
  }

  #toggle(folder: string, isShown: boolean): void {
    const others = this.#state.shown.filter((one) => one !== folder);
    this.#set({
      shown: isShown ? [folder, ...others].slice(0, mostShown) : others,
      stage: undefined,
      range: undefined,
    });
  }

  #set(some: Partial<DashboardState>): void {
    this.#state = { ...this.#state, ...some };
    const { range: _, ...kept } = this.#state;
    this.#host.keep(kept);
    if (some.shown) this.#host.send({ kind: 'show', folders: [...some.shown] });
    this.#drawSoon();
  }

  /** Many parts may come at once: they are drawn together. */
  #drawSoon(): void {
    this.#drawing ??= requestAnimationFrame(() => {
      this.#drawing = undefined;
      this.#draw();
    });
  }

  #draw(): void {
    const runs = this.#runs ?? [];
    const { shown, isLog, smoothing, across, stage, range } = this.#state;
    const chosen = shown.flatMap((folder) => runs.find((run) => run.folder === folder) ?? []);
    this.#list.show(runs, { shown, data: this.#data, isTrusted: this.#isTrusted, isLoaded: this.#runs !== undefined });
    this.#toolbar.show(this.#state, chosen[0]?.stages ?? []);
    this.element.classList.toggle('empty', chosen.length === 0);
    const drawn = chosen.map((run, i) => ({
      ...{ name: nameOf(run, runs), style: i % styles },
      data: this.#data.get(run.folder) ?? new Map<number, never>(),
    }));
    for (const [i, { curves, mayBeLog }] of measures.entries())
      this.#charts[i]?.show(
        drawn.flatMap((run) => curves(run, { kind: across, stage })),
        // What changes seldom is not smoothed away.
        { kind: isLog && mayBeLog ? 'log' : 'linear', smoothing: i === 1 || i === 2 ? 0 : smoothing, range },
      );
    this.#details.show(chosen[0], chosen[0] && this.#data.get(chosen[0].folder));
  }

  #say(text: string, isFailure: boolean): void {
    this.#said.textContent = text;
    this.#said.classList.toggle('failed', isFailure);
    this.#said.hidden = text === '';
  }
}

/** Folders of the runs that learn now and did not before: who starts one wants to see it. */
function begunSince(before: readonly ShownRun[], now: readonly ShownRun[]): string[] {
  const learning = (runs: readonly ShownRun[]) => runs.filter(({ state }) => state === 'running');
  const already = new Set(learning(before).map(({ folder }) => folder));
  return learning(now).flatMap(({ folder }) => (already.has(folder) ? [] : [folder]));
}

const acrossNames = { steps: t('Step'), hours: t('Hours') };

/** Runs of one recipe in several folders are told apart by these. */
function nameOf({ name, folder }: ShownRun, runs: readonly ShownRun[]): string {
  const isOnly = runs.filter((run) => run.name === name).length === 1;
  return isOnly ? name : `${name} (${/[^/\\]*$/.exec(folder)?.[0] ?? folder})`;
}
