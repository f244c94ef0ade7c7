import type { Survey } from '../../engine/api/engineApi.ts';
import type { ExplorerSubject, FromExplorer, ToExplorer } from '../protocol.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { createDetails } from './panels/details.ts';
import { createHoverCard } from './panels/hoverCard.ts';
import { createLayerNumbers } from './panels/layerNumbers.ts';
import { createLayerSlider, layerName } from './panels/layerSlider.ts';
import { createStatus } from './panels/status.ts';
import { createToolbar, type ExportKind } from './panels/toolbar.ts';
import { pointsAsCsv, pointsAsSvg } from './exports.ts';
import { PictureList } from './picture/pictureList.ts';
import { listenToKeys } from './plot/keys.ts';
import { PlotView } from './plot/plotView.ts';
import { themePalette } from './plot/themeColours.ts';
import { pointColours } from './space/colours.ts';
import { pointName } from './space/pointName.ts';
import { search } from './space/search.ts';
import { layerVectors, type LayerVectors } from './space/similarity.ts';
import { createSpace, positionsAt, type Space } from './space/space.ts';
import { LayerMaps } from './space/layerMaps.ts';
import { readKept, Store, type ExplorerState } from './state.ts';

/** The editor, as far as the explorer needs it. */
export interface ExplorerHost {
  send(message: FromExplorer): void;
  keep(state: unknown): void;
}

/** Puts the parts of the explorer together: what is chosen in one is shown by all. */
export class Explorer {
  readonly element: HTMLElement;
  readonly #host: ExplorerHost;
  readonly #store = new Store();
  readonly #plot: PlotView;
  readonly #pictures = new PictureList((point, adds) => this.#pick(point, adds));
  readonly #details = createDetails({
    source: (image) => this.#pictures.source(image),
    pick: (point) => this.#pick(point, false),
  });
  readonly #hover = createHoverCard((image) => this.#pictures.source(image));
  readonly #slider = createLayerSlider(this.#store);
  readonly #numbers = createLayerNumbers((layer) => this.#store.set({ layer }));
  readonly #status = createStatus({
    onStop: () => this.#host.send({ kind: 'stop' }),
    onRetry: () => this.#host.send({ kind: 'ready' }),
  });
  readonly #toolbar: ReturnType<typeof createToolbar>;
  readonly #summary = element('p', { className: 'note', attributes: { id: 'plot-summary' } });
  readonly #spoken = element('p', { className: 'spoken', attributes: { 'aria-live': 'polite' } });
  #space: Space | undefined;
  #subject: ExplorerSubject = { images: [], words: '' };
  #vectors: LayerVectors | undefined;
  readonly #maps = new LayerMaps();
  #asking: ReturnType<typeof setTimeout> | undefined;
  #askingMap: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ExplorerHost, kept: unknown) {
    this.#host = host;
    this.#store.set(readKept(kept));
    this.#plot = new PlotView({
      onHover: (point, pixel) => this.#space && this.#hover.show(this.#space, point, this.#currentVectors(), pixel),
      onPick: (point, adds) => this.#pick(point, adds),
      onLasso: (points, adds) => this.#select(points, adds),
      onFallback: () => this.#summarise(),
    });
    this.#toolbar = createToolbar(this.#store, {
      onWords: (words) => host.send({ kind: 'survey', words }),
      onAddPictures: () => host.send({ kind: 'addPictures' }),
      onResetView: () => this.#plot.reset(),
      onSearch: (query) => this.#search(query),
      onExport: (kind) => void this.#export(kind),
    });
    listenToKeys(this.#plot, {
      pick: (point, adds) => this.#pick(point, adds),
      toggle: () => this.#toggleCurrent(),
      clear: () => this.#clear(),
    });
    this.element = this.#layOut();
    this.#store.onChange((state, before) => this.#show(state, before));
    new MutationObserver(() => this.#plot.recolour()).observe(document.body, { attributeFilter: ['class'] });
  }

  /** Takes what the editor sends. */
  receive(message: ToExplorer): void {
    if (message.kind === 'progress') this.#status.show('busy', message.text);
    if (message.kind === 'failed') this.#status.show('failed', message.text);
    if (message.kind === 'survey') this.#setSurvey(message.survey, message.subject);
    if (message.kind === 'map') this.#takeMap(message);
    if (message.kind === 'vectors' && this.#space) {
      this.#vectors = layerVectors(message.layer, message.vectors, this.#space.survey.width);
      this.#showNear(this.#store.state);
    }
  }

  #layOut(): HTMLElement {
    const keys = element('p', { className: 'note keys', text: keyHelp, attributes: { id: 'plot-keys' } });
    this.#plot.element.append(this.#hover.element);
    const stage = element('div', { className: 'stage' }, this.#plot.element, this.#slider.element, this.#summary, keys);
    const side = element(
      'div',
      { className: 'side' },
      this.#pictures.element,
      this.#details.element,
      this.#numbers.element,
    );
    const heading = element('h1', { className: 'spoken', text: t('Embedding Explorer') });
    const main = element(
      'main',
      { className: 'explorer' },
      heading,
      this.#toolbar.element,
      this.#status.element,
      element('div', { className: 'content' }, stage, side),
      this.#spoken,
    );
    main.classList.add('empty');
    return main;
  }

  #setSurvey(survey: Survey, subject: ExplorerSubject): void {
    this.#space = createSpace(survey);
    this.#subject = subject;
    this.#vectors = undefined;
    this.element.classList.toggle('empty', this.#space.points.length === 0);
    this.#status.show(
      'quiet',
      this.#space.points.length === 0 ? t('There is nothing to see: no patch and no word.') : '',
    );
    this.#toolbar.setWords(subject.words);
    this.#slider.setSurvey(survey);
    this.#numbers.setSurvey(survey);
    this.#pictures.setSpace(this.#space);
    const holistic = survey.layers.filter(({ rows }) => rows === 'holistic').length - 1;
    const { layer } = this.#store.state;
    const last = survey.layers.length - 1;
    this.#maps.clear();
    this.#plot.setSpace(this.#space, this.#store.state, positionsAt(this.#space, this.#store.state.layer));
    this.#store.set({
      layer: layer === 0 ? Math.max(0, Math.min(holistic, last)) : Math.min(layer, last),
      current: undefined,
      selected: new Set(),
    });
  }

  #show(state: ExplorerState, before: ExplorerState): void {
    this.#toolbar.show(state);
    this.#plot.show(state);
    const isElsewhere =
      state.layer !== before.layer || state.method !== before.method || state.isFlat !== before.isFlat;
    if (isElsewhere) this.#place(state);
    this.#slider.show(state);
    this.#numbers.show(state.layer);
    this.#summarise();
    this.#showNear(state);
    if (this.#vectors?.layer !== state.layer) this.#askVectors();
    if (state.current !== before.current) this.#speak(state);
    const { layer, method, colouring, mapping, isFlat } = state;
    this.#host.keep({ subject: this.#subject, layer, method, colouring, mapping, isFlat });
  }

  /** Lets the points walk to where they belong; a map that there is not yet is asked for once the layer is settled. */
  #place({ layer, method, isFlat }: ExplorerState): void {
    if (!this.#space) return;
    const axes = isFlat ? 2 : 3;
    const map = method === 'umap' ? this.#maps.find(layer, axes) : undefined;
    this.#plot.walkTo(positionsAt(this.#space, layer, map));
    clearTimeout(this.#askingMap);
    if (method !== 'umap' || map) return;
    this.#askingMap = setTimeout(() => this.#host.send({ kind: 'map', layer, axes }), restMs);
  }

  #takeMap({ layer, axes, positions }: Extract<ToExplorer, { kind: 'map' }>): void {
    this.#status.show('quiet', '');
    this.#maps.add(layer, axes, positions);
    this.#place(this.#store.state);
  }

  #showNear(state: ExplorerState): void {
    if (!this.#space) return;
    this.#pictures.show(state, this.#currentVectors());
    this.#details.show(this.#space, state, this.#currentVectors());
  }

  #currentVectors(): LayerVectors | undefined {
    return this.#vectors?.layer === this.#store.state.layer ? this.#vectors : undefined;
  }

  /** While the layers are walked through, none of them is waited for. */
  #askVectors(): void {
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => this.#host.send({ kind: 'vectors', layer: this.#store.state.layer }), restMs);
  }

  #pick(point: number | undefined, adds: boolean): void {
    const { selected } = this.#store.state;
    if (point === undefined) this.#clear();
    else this.#store.set({ current: point, selected: new Set(adds ? [...selected, point] : [point]) });
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
    if (!this.#space) return;
    const found = search(this.#space, query);
    this.#store.set({ query, selected: new Set(found), current: found[0] ?? this.#store.state.current });
    if (query.trim() !== '')
      this.#spoken.textContent =
        found.length === 0 ? t('Nothing is named so.') : t('{0} points are selected.', found.length);
  }

  #summarise(): void {
    const survey = this.#space?.survey;
    if (!survey || !this.#space) return;
    const { layer } = this.#store.state;
    const { points, patches } = this.#space;
    const broken =
      survey.layers[layer]?.projection.filter((value, i) => i % 3 === 0 && Number.isNaN(value)).length ?? 0;
    const parts = [
      t(
        '{0} patches (discs) and {1} pieces of text (diamonds) at {2}.',
        patches,
        points.length - patches,
        layerName(survey, layer),
      ),
      ...(broken > 0 ? [t('{0} vectors have values that are no numbers and cannot be shown.', broken)] : []),
      ...(survey.trained ? [] : [t('The model is untrained: these places come from random numbers.')]),
      ...(this.#plot.isAccelerated ? [] : [t('Drawn without a graphics card.')]),
    ];
    this.#summary.textContent = parts.join(' ');
    this.#plot.element.setAttribute('aria-label', t('Points at {0}', layerName(survey, layer)));
  }

  #speak({ current }: ExplorerState): void {
    if (current !== undefined && this.#space)
      this.#spoken.textContent = pointName(this.#space.points[current], this.#space.survey.pictures);
  }

  async #export(kind: ExportKind): Promise<void> {
    if (!this.#space) return;
    const { layer } = this.#store.state;
    if (kind === 'safetensors') this.#host.send({ kind: 'exportVectors' });
    else
      this.#host.send({
        kind: 'export',
        name: `embedding-layer-${layer}.${kind}`,
        bytes: await this.#file(kind, this.#space),
      });
  }

  async #file(kind: Exclude<ExportKind, 'safetensors'>, space: Space): Promise<Uint8Array> {
    if (kind === 'png') return pngOf(this.#plot.image());
    const text = kind === 'csv' ? pointsAsCsv(space, this.#store.state.layer) : this.#svg(space);
    return new TextEncoder().encode(text);
  }

  #svg(space: Space): string {
    const { colouring, layer } = this.#store.state;
    const { clientWidth: width, clientHeight: height } = this.#plot.element;
    const background = getComputedStyle(document.body).backgroundColor;
    const colours_P3 = pointColours(space, colouring, themePalette(), layer);
    return pointsAsSvg(space, { seen_P3: this.#plot.seen(), colours_P3, width, height, background });
  }
}

const restMs = 250;

const keyHelp = t(
  'In the plot: arrow keys go to the next point, Shift adds it; Alt and arrow keys move the view, + and − zoom, 0 resets it; Space marks a point, Escape forgets all. Shift and dragging draws a lasso.',
);

async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}
