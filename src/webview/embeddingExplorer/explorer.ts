import type { Survey } from '../../engine/api/spaceApi.ts';
import { unpackSurvey } from '../protocol.ts';
import type { ExplorerSide, ExplorerSubject, FromExplorer, ToExplorer } from '../protocol.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { exportFile } from './exportFile.ts';
import { Keeping } from './keeping.ts';
import { createLayerNumbers } from './panels/layerNumbers.ts';
import { createLayerSlider } from './panels/layerSlider.ts';
import { createStatus } from './panels/status.ts';
import { createToolbar, type ExportKind } from './panels/toolbar.ts';
import type { Camera } from './plot/camera.ts';
import { listenToKeys } from './plot/keys.ts';
import { Side } from './side.ts';
import { holisticLayers } from './space/layerName.ts';
import { pair, type Pairing } from './space/pairing.ts';
import { modelNames, pointName } from './space/pointName.ts';
import { search } from './space/search.ts';
import { positionsAt } from './space/space.ts';
import { turnedTowards } from './space/turnedTowards.ts';
import { Store, type ExplorerState } from './state.ts';

/** The editor, as far as the explorer needs it. */
export interface ExplorerHost {
  send(message: FromExplorer): void;
  keep(state: object): void;
}

/** Puts the parts of the explorer together: what is chosen in one is shown by all. */
export class Explorer {
  readonly element: HTMLElement;
  readonly #host: ExplorerHost;
  readonly #store = new Store();
  readonly #first: Side;
  #second: Side | undefined;
  #pairing: Pairing | undefined;
  readonly #slider = createLayerSlider(this.#store);
  readonly #numbers = createLayerNumbers((layer) => this.#store.set({ layer }));
  readonly #status = createStatus({
    onStop: () => this.#host.send({ kind: 'stop' }),
    onRetry: () => this.#host.send({ kind: 'ready' }),
  });
  readonly #toolbar: ReturnType<typeof createToolbar>;
  readonly #spoken = element('p', { className: 'spoken', attributes: { 'aria-live': 'polite' } });
  /** It is said aloud as well, which this is not. */
  readonly #inVain = element('p', { className: 'note', text: t('Nothing is named so.') });
  readonly #plots = element('div', { className: 'plots' });
  readonly #besides = element('div', { className: 'besides' });
  #hasShown = false;
  readonly #keeping: Keeping;

  constructor(host: ExplorerHost, kept: unknown) {
    this.#host = host;
    this.#keeping = new Keeping((state) => host.keep(state), kept);
    this.#store.set(this.#keeping.chosen);
    this.#first = new Side('first', {
      ...this.#eventsOf('first'),
      pick: (point, adds) => this.#pick(point, adds),
      lasso: (points, adds) => this.#select(points, adds),
    });
    this.#toolbar = this.#createToolbar();
    this.#listenToKeys(this.#first, (point) => point);
    this.element = this.#layOut();
    this.#store.onChange((state, before) => this.#show(state, before));
    new MutationObserver(() => {
      for (const side of this.#sides) side.recolour();
    }).observe(document.body, { attributeFilter: ['class'] });
  }

  /** Takes what the editor sends. */
  receive(message: ToExplorer): void {
    if (message.kind === 'progress') this.#status.show('busy', message.text);
    else if (message.kind === 'failed') this.#fail(message);
    else if (message.kind === 'survey') this.#setSurvey(unpackSurvey(message.survey), message.subject);
    else if (message.kind === 'beside') this.#setSecond(unpackSurvey(message.survey), message.subject);
    else {
      if (message.kind === 'map' || message.kind === 'clusters') this.#status.show('quiet', '');
      (message.side === 'first' ? this.#first : this.#second)?.receive(message);
    }
  }

  #eventsOf(side: ExplorerSide) {
    return {
      send: (message: FromExplorer) => this.#host.send(message),
      look: (camera: Camera) => this.#keeping.look(side, camera),
      takeCamera: () => this.#keeping.takeCamera(side),
    };
  }

  /** A second model that failed, or is still looked through, is wanted all the same. */
  get #isComparing(): boolean {
    return this.#keeping.subject?.other !== undefined;
  }

  #fail({ text, subject }: Extract<ToExplorer, { kind: 'failed' }>): void {
    this.#keeping.subject = subject;
    this.#status.show('failed', text);
    this.#toolbar.setComparing(this.#isComparing);
  }

  get #sides(): Side[] {
    return this.#second ? [this.#first, this.#second] : [this.#first];
  }

  #createToolbar(): ReturnType<typeof createToolbar> {
    const send = (message: FromExplorer): void => this.#host.send(message);
    return createToolbar(this.#store, {
      onWords: (words) => send({ kind: 'survey', words }),
      onAddPictures: () => send({ kind: 'addPictures' }),
      onAddFolder: () => send({ kind: 'addFolder' }),
      onCompare: () => (this.#isComparing ? this.#endComparison() : send({ kind: 'compare' })),
      onResetView: () => this.#sides.forEach((side) => side.plot.reset()),
      onSearch: (query) => this.#search(query),
      onExport: (kind) => void this.#export(kind),
    });
  }

  #listenToKeys(side: Side, own: (point: number) => number | undefined): void {
    listenToKeys(side.plot, {
      pick: (point, adds) => this.#pick(point === undefined ? undefined : own(point), adds),
      toggle: () => this.#toggleCurrent(),
      clear: () => this.#clear(),
    });
  }

  #layOut(): HTMLElement {
    const keys = element('p', { className: 'note keys', text: keyHelp, attributes: { id: 'plot-keys' } });
    this.#plots.append(this.#first.stage);
    this.#besides.append(this.#first.beside);
    this.#first.setTitle('');
    const stage = element('div', { className: 'stage' }, this.#plots, this.#slider.element, keys);
    const side = element('div', { className: 'side' }, this.#besides, this.#numbers.element);
    const heading = element('h1', { className: 'spoken', text: t('Embedding Explorer') });
    const content = element('div', { className: 'content' }, stage, side);
    this.#inVain.hidden = true;
    const parts = [heading, this.#toolbar.element, this.#inVain, this.#status.element, content, this.#spoken];
    return element('main', { className: 'explorer empty' }, ...parts);
  }

  #setSurvey(survey: Survey, subject: ExplorerSubject): void {
    this.#keeping.subject = subject;
    this.#removeSecond();
    this.#first.setSurvey(survey);
    const isEmpty = survey.tokens.holistic.length === 0;
    this.element.classList.toggle('empty', isEmpty);
    this.#status.show('quiet', isEmpty ? t('There is nothing to see: no patch and no word.') : '');
    this.#toolbar.setWords(subject.words);
    this.#toolbar.setComparing(this.#isComparing);
    this.#slider.setSurvey(survey);
    this.#numbers.setSurveys([survey]);
    const { query } = this.#store.state;
    const isAnother = this.#hasShown;
    const layer = this.#keeping.hasLayer ? this.#store.state.layer : holisticLayers(survey);
    this.#keeping.hasLayer = true;
    this.#store.set({
      layer: Math.max(0, Math.min(layer, survey.layers.length - 1)),
      ...this.#pointsStill(survey.tokens.holistic.length),
    });
    if (isAnother || query !== (this.#keeping.chosen.query ?? '')) this.#search(query);
  }

  /** What was pointed at before the page was loaded again; another survey has other points. */
  #pointsStill(points: number): Pick<ExplorerState, 'current' | 'selected'> {
    const { current, selected } = this.#store.state;
    const isFirst = !this.#hasShown;
    this.#hasShown = true;
    if (!isFirst || points === 0) return { current: undefined, selected: new Set() };
    const isThere = (point: number | undefined): boolean => point !== undefined && point < points;
    return { current: isThere(current) ? current : undefined, selected: new Set([...selected].filter(isThere)) };
  }

  /** Another model looks at the same: its points are linked with those of the first. */
  #setSecond(survey: Survey, subject: ExplorerSubject): void {
    const first = this.#first.space;
    if (!first) return;
    this.#keeping.subject = subject;
    this.#removeSecond();
    const back = (point: number | undefined) => (point === undefined ? undefined : this.#pairing?.toFirst(point));
    const second = new Side('second', {
      ...this.#eventsOf('second'),
      pick: (point, adds) => this.#pickElsewhere(point, back(point), adds),
      lasso: (points, adds) =>
        this.#select(
          points.map(back).filter((point) => point !== undefined),
          adds,
        ),
    });
    second.setSurvey(survey);
    const space = second.space!; // It was just set.
    const pairing = (this.#pairing = pair(first, space));
    second.turn = (positions_P3) =>
      turnedTowards(positions_P3, positionsAt(first, this.#store.state.layer), (point) => pairing.toFirst(point));
    this.#second = second;
    this.#listenToKeys(second, (point) => pairing.toFirst(point));
    this.#plots.append(second.stage);
    this.#besides.append(second.beside);
    this.#status.show('quiet', '');
    this.#nameSides([first.survey, survey]);
    this.#show(this.#store.state, this.#store.state);
  }

  #nameSides(surveys: readonly Survey[]): void {
    const names = surveys.length > 1 ? modelNames(surveys) : [''];
    for (const [i, side] of this.#sides.entries()) side.setTitle(names[i] ?? '');
    this.element.classList.toggle('comparing', surveys.length > 1);
    this.#toolbar.setComparing(this.#isComparing);
    this.#numbers.setSurveys(surveys);
  }

  #removeSecond(): void {
    this.#second?.close();
    this.#second = this.#pairing = undefined;
    if (this.#first.space) this.#nameSides([this.#first.space.survey]);
  }

  #endComparison(): void {
    this.#host.send({ kind: 'endComparison' });
    if (this.#keeping.subject) {
      const { other: _, ...subject } = this.#keeping.subject;
      this.#keeping.subject = subject;
    }
    this.#removeSecond();
    this.#status.show('quiet', '');
    this.#show(this.#store.state, this.#store.state);
  }

  #show(state: ExplorerState, before: ExplorerState): void {
    this.#toolbar.show(state);
    this.#first.show(state);
    if (this.#pairing) this.#second?.show(asSecond(state, this.#pairing));
    this.#slider.show(state);
    this.#numbers.show(state.layer);
    if (state.current !== before.current) this.#speak(state);
    this.#keeping.keep(state);
  }

  #pick(point: number | undefined, adds: boolean): void {
    const { selected } = this.#store.state;
    if (point === undefined) this.#clear();
    else this.#store.set({ current: point, selected: new Set(adds ? [...selected, point] : [point]) });
  }

  #pickElsewhere(point: number | undefined, own: number | undefined, adds: boolean): void {
    if (point === undefined || own !== undefined) this.#pick(own, adds);
    else this.#spoken.textContent = t('The first model has no such point.');
  }

  #toggleCurrent(): void {
    const { current, selected } = this.#store.state;
    if (current === undefined) return;
    const others = [...selected].filter((point) => point !== current);
    this.#store.set({ selected: new Set(selected.has(current) ? others : [...others, current]) });
  }

  #select(points: readonly number[], adds: boolean): void {
    const { selected, current } = this.#store.state;
    this.#store.set({
      selected: new Set([...(adds ? selected : []), ...points]),
      current: points.length === 1 ? points[0] : current,
    });
    this.#spoken.textContent = t('{0} points are selected.', points.length);
  }

  #clear(): void {
    this.#store.set({ current: undefined, selected: new Set() });
  }

  #search(query: string): void {
    const space = this.#first.space;
    const found = space ? search(space, query) : [];
    this.#store.set({ query, selected: new Set(found), current: found[0] ?? this.#store.state.current });
    const isInVain = space !== undefined && query.trim() !== '' && found.length === 0;
    this.#inVain.hidden = !isInVain;
    if (isInVain) this.#spoken.textContent = this.#inVain.textContent;
    else if (found.length > 0) this.#spoken.textContent = t('{0} points are selected.', found.length);
  }

  #speak({ current }: ExplorerState): void {
    const space = this.#first.space;
    if (current !== undefined && space)
      this.#spoken.textContent = pointName(space.points[current], space.survey.pictures);
  }

  async #export(kind: ExportKind): Promise<void> {
    if (kind === 'safetensors') this.#host.send({ kind: 'exportVectors' });
    else this.#host.send({ kind: 'export', ...(await exportFile(kind, this.#sides)) });
  }
}

/** A state of the first model's points as one of the second's. */
function asSecond(state: ExplorerState, pairing: Pairing): ExplorerState {
  return {
    ...state,
    layer: pairing.layerOfSecond(state.layer),
    current: state.current === undefined ? undefined : pairing.toSecond(state.current),
    selected: new Set(
      [...state.selected].map((point) => pairing.toSecond(point)).filter((point) => point !== undefined),
    ),
  };
}

const keyHelp = t(
  'In the plot: arrow keys go to the next point, Shift adds it; Alt and arrow keys move the view, + and − zoom, 0 resets it; Space marks a point, Escape forgets all. Shift and dragging draws a lasso.',
);
