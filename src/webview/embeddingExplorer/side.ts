// P points · 3 axes

import type { Survey, VectorName } from '../../engine/api/spaceApi.ts';
import type { ExplorerSide, FromExplorer, ToExplorer } from '../protocol.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import type { Drawing } from './exports.ts';
import { createColourKey } from './panels/colourKeyView.ts';
import { createDetails, type Near } from './panels/details.ts';
import { createHoverCard } from './panels/hoverCard.ts';
import { PictureList } from './picture/pictureList.ts';
import type { Camera } from './plot/camera.ts';
import type { Pixel } from './plot/picking.ts';
import { PlotView } from './plot/plotView.ts';
import { themePalette } from './plot/themeColours.ts';
import { colourKey, type ColourKey } from './space/colourKey.ts';
import { pointColours, type Palette } from './space/colours.ts';
import { layerName } from './space/layerName.ts';
import type { TableSource } from './pointTable.ts';
import { Known } from './space/known.ts';
import { summaryOf } from './space/summary.ts';
import { layerVectors, type LayerVectors } from './space/similarity.ts';
import { createSpace, positionsAt, rowAt, type Space } from './space/space.ts';
import type { ExplorerState } from './state.ts';

/** What a side tells its owner. Points are those of its own space. */
export interface SideEvents {
  send(message: FromExplorer): void;
  pick(point: number | undefined, adds: boolean): void;
  lasso(points: readonly number[], adds: boolean): void;
  look(camera: Camera): void;
  /** From where the plot was looked at before the page was loaded again. */
  takeCamera(): Camera | undefined;
}

/** What one model makes of the pictures and words: its plot, its pictures with their maps, and what lies near to a point. */
export class Side {
  readonly plot: PlotView;
  /** The plot with what is said of it. */
  readonly stage: HTMLElement;
  /** The pictures, and the current point. */
  readonly beside: HTMLElement;
  /** How positions are turned before they are shown, so that two models' plots can be compared. */
  turn: (positions_P3: Float32Array) => Float32Array = (positions_P3) => positions_P3;
  readonly #side: ExplorerSide;
  readonly #events: SideEvents;
  readonly #pictures: PictureList;
  readonly #details: ReturnType<typeof createDetails>;
  readonly #hover: ReturnType<typeof createHoverCard>;
  readonly #titles = [modelTitle(), modelTitle()] as const;
  readonly #summary: HTMLElement;
  readonly #key = createColourKey();
  #isCompared = false;
  #space: Space | undefined;
  #state: ExplorerState | undefined;
  #vectors: LayerVectors | undefined;
  readonly #maps = new Known<Float32Array>();
  readonly #clusters = new Known<Uint8Array>();
  readonly #names = new Known<readonly VectorName[]>();
  readonly #asking = new Map<About, ReturnType<typeof setTimeout>>();

  constructor(side: ExplorerSide, events: SideEvents) {
    this.#side = side;
    this.#events = events;
    const summaryId = `plot-summary-${side}`;
    this.#summary = element('p', { className: 'note plot-summary', attributes: { id: summaryId } });
    this.#pictures = new PictureList((point, adds) => events.pick(point, adds));
    const source = (image: number) => this.#pictures.source(image);
    this.#details = createDetails({ source, pick: (point) => events.pick(point, false) });
    this.#hover = createHoverCard(source);
    this.plot = new PlotView(`${summaryId} plot-keys`, {
      onHover: (point, pixel) => this.#showHover(point, pixel),
      onPick: (point, adds) => events.pick(point, adds),
      onLasso: (points, adds) => events.lasso(points, adds),
      onFallback: () => this.#summarise(),
      onLook: (camera) => events.look(camera),
    });
    this.plot.element.append(this.#hover.element);
    const [above, aside] = this.#titles;
    this.stage = element('div', { className: 'plot-side' }, above, this.plot.element, this.#key.element, this.#summary);
    this.beside = element('div', { className: 'beside' }, aside, this.#pictures.element, this.#details.element);
  }

  get space(): Space | undefined {
    return this.#space;
  }

  /** A name above plot and pictures, where there are two models to be told apart; empty for none. */
  setTitle(name: string): void {
    this.#isCompared = name !== '';
    this.#details.setOwner(name);
    for (const title of this.#titles) {
      title.textContent = name;
      title.hidden = name === '';
    }
  }

  /** Shows another survey; nothing is known of its layers yet. */
  setSurvey(survey: Survey): void {
    this.#space = createSpace(survey);
    this.#state = this.#vectors = this.#hovered = undefined;
    for (const known of [this.#maps, this.#clusters, this.#names]) known.clear();
    this.#pictures.setSpace(this.#space);
  }

  /** Shows a state whose points are this side's own. */
  show(state: ExplorerState): void {
    const before = this.#state;
    const space = this.#space;
    this.#state = state;
    if (!space) return;
    if (!before) this.plot.setSpace(space, state, this.#positions(space, state), this.#events.takeCamera());
    if (!before || isColouredAnew(state, before)) this.#colour(space, state);
    this.plot.show(state);
    if (before && isElsewhere(state, before)) this.plot.walkTo(this.#positions(space, state));
    this.#summarise();
    this.#showNear();
    if (this.#vectors?.layer !== state.layer) this.#ask({ kind: 'vectors', ...this.#at(state) });
    if (state.current !== undefined) this.#askNames('names', state.current, { space, state });
  }

  /** Takes what was found out about a layer. */
  receive(message: Extract<ToExplorer, { side: ExplorerSide }>): void {
    const space = this.#space;
    const state = this.#state;
    if (!space || !state) return;
    const { kind, layer } = message;
    if (kind === 'vectors') this.#vectors = layerVectors(layer, message.vectors, space.survey.width);
    if (kind === 'map') this.#maps.add(message.positions, layer, message.axes);
    if (kind === 'clusters') this.#clusters.add(message.groups, layer);
    if (kind === 'names') this.#names.add(message.names, layer, message.row);
    if (kind === 'map') this.plot.walkTo(this.#positions(space, state));
    if (kind === 'clusters') this.#colour(space, state);
    this.#showNear();
  }

  /** The vectors of the layer that is shown, once they are there. */
  get vectors(): LayerVectors | undefined {
    return this.#vectors?.layer === this.#state?.layer ? this.#vectors : undefined;
  }

  /** The layer that is shown as what a table is made of. */
  tableSource(): TableSource | undefined {
    if (!this.#space || !this.#state) return undefined;
    const { layer } = this.#state;
    return { space: this.#space, layer, clusters: this.#clusters.find(layer) };
  }

  /** What the colours of the points mean. */
  colourKey(): ColourKey | undefined {
    const [space, state] = [this.#space, this.#state];
    return space && state && colourKey(space, state.colouring, themePalette(), this.#clusters.find(state.layer));
  }

  /** The points as they are seen. */
  drawing(): Omit<Drawing, 'key'> | undefined {
    const [space, state] = [this.#space, this.#state];
    if (!space || !state) return undefined;
    const { clientWidth: width, clientHeight: height } = this.plot.element;
    const colours_P3 = this.#coloursOf(space, state)(themePalette());
    return { space, seen_P3: this.plot.seen(), labels: this.plot.labels(), colours_P3, width, height };
  }

  close(): void {
    for (const timer of this.#asking.values()) clearTimeout(timer);
    this.plot.close();
    this.stage.remove();
    this.beside.remove();
  }

  #at({ layer }: ExplorerState): { side: ExplorerSide; layer: number } {
    return { side: this.#side, layer };
  }

  /** Where the points belong; a map that there is not yet is asked for, and the principal components stand in. */
  #positions(space: Space, state: ExplorerState): Float32Array {
    const { layer, method, isFlat } = state;
    const axes = isFlat ? 2 : 3;
    const map = method === 'umap' ? this.#maps.find(layer, axes) : undefined;
    this.#stopAsking('map');
    if (method === 'umap' && !map) this.#ask({ kind: 'map', ...this.#at(state), axes });
    return this.turn(positionsAt(space, layer, map));
  }

  #coloursOf(space: Space, { colouring, layer }: ExplorerState): (palette: Palette) => Uint8Array {
    const clusters = this.#clusters.find(layer);
    return (palette) => pointColours(space, colouring, palette, { layer, clusters });
  }

  #colour(space: Space, state: ExplorerState): void {
    this.plot.colour(this.#coloursOf(space, state));
    this.#showKey();
    this.#stopAsking('clusters');
    if (state.colouring === 'cluster' && !this.#clusters.find(state.layer))
      this.#ask({ kind: 'clusters', ...this.#at(state), count: themePalette().kinds.length });
  }

  /** Takes the colours of the theme again. */
  recolour(): void {
    this.plot.recolour();
    this.#showKey();
  }

  #showKey(): void {
    const key = this.colourKey();
    if (key) this.#key.show(key);
  }

  #askNames(about: 'names' | 'hovered', point: number, { space, state }: Shown): void {
    const row = rowAt(space, state.layer, point);
    this.#stopAsking(about);
    if (!this.#names.find(state.layer, row)) this.#ask({ kind: 'names', ...this.#at(state), row }, about);
  }

  /** While layers are walked through, none of them is waited for. */
  #ask(message: FromExplorer, about: About = message.kind): void {
    this.#stopAsking(about);
    this.#asking.set(
      about,
      setTimeout(() => this.#events.send(message), restMs),
    );
  }

  #stopAsking(about: About): void {
    clearTimeout(this.#asking.get(about));
  }

  #near(point: number | undefined): Near {
    const { vectors } = this;
    const layer = this.#state?.layer ?? 0;
    if (!this.#space || point === undefined) return { vectors, names: undefined };
    return { vectors, names: this.#names.find(layer, rowAt(this.#space, layer, point)) };
  }

  #showNear(): void {
    const [space, state] = [this.#space, this.#state];
    if (!space || !state) return;
    this.#pictures.show(state, this.vectors);
    this.#details.show(space, state, this.#near(state.current));
    if (this.#hovered) this.#hover.show(space, this.#hovered, this.#near(this.#hovered.point));
  }

  #showHover(point: number | undefined, pixel: Pixel): void {
    const [space, state] = [this.#space, this.#state];
    if (!space || !state) return;
    this.#hovered = point === undefined ? undefined : { point, pixel };
    this.#pictures.frame(point);
    this.#hover.show(space, this.#hovered, this.#near(point));
    // Two models take turns in the engine's memory, which is too slow for a pointer that passes by.
    if (point !== undefined && !this.#isCompared) this.#askNames('hovered', point, { space, state });
  }
  #hovered: { point: number; pixel: Pixel } | undefined;

  #summarise(): void {
    if (!this.#space || !this.#state) return;
    const { layer } = this.#state;
    this.#summary.textContent = summaryOf(this.#space, layer, this.plot.isFallback);
    this.plot.element.setAttribute('aria-label', t('Points at {0}', layerName(this.#space.survey, layer)));
  }
}

const restMs = 250;

const modelTitle = (): HTMLElement => element('h2', { className: 'model-name' });

/** What is waited for: one question each, the newest. */
type About = FromExplorer['kind'] | 'hovered';

interface Shown {
  readonly space: Space;
  readonly state: ExplorerState;
}

function isElsewhere(state: ExplorerState, before: ExplorerState): boolean {
  return state.layer !== before.layer || state.method !== before.method || state.isFlat !== before.isFlat;
}

function isColouredAnew(state: ExplorerState, before: ExplorerState): boolean {
  const dependsOnLayer = state.colouring === 'components' || state.colouring === 'cluster';
  return state.colouring !== before.colouring || (dependsOnLayer && state.layer !== before.layer);
}
