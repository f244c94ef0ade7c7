import type { Survey } from '../../../engine/api/spaceApi.ts';
import { createColourKey } from '../../embeddingExplorer/panels/colourKeyView.ts';
import { createHoverCard } from '../../embeddingExplorer/panels/hoverCard.ts';
import { createLayerSlider } from '../../embeddingExplorer/panels/layerSlider.ts';
import { PictureList } from '../../embeddingExplorer/picture/pictureList.ts';
import { listenToKeys } from '../../embeddingExplorer/plot/keys.ts';
import { PlotView } from '../../embeddingExplorer/plot/plotView.ts';
import { themePalette } from '../../embeddingExplorer/plot/themeColours.ts';
import { colourKey } from '../../embeddingExplorer/space/colourKey.ts';
import { pointColours, type Colouring } from '../../embeddingExplorer/space/colours.ts';
import { layerName } from '../../embeddingExplorer/space/layerName.ts';
import { pointName } from '../../embeddingExplorer/space/pointName.ts';
import { createSpace, positionsAt, type Space } from '../../embeddingExplorer/space/space.ts';
import { Store, type ExplorerState } from '../../embeddingExplorer/state.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';

let views = 0;

/** A notebook keeps no vectors, so that nothing can be said of neighbours. */
const nothingNear = { vectors: undefined, names: undefined };

/** The plot with its slider, linked with the pictures: what is chosen in one is shown by all. */
export class SpaceView {
  readonly elements: readonly HTMLElement[];
  readonly #space: Space;
  readonly #store = new Store();
  readonly #plot: PlotView;
  readonly #pictures = new PictureList((point, adds) => this.#pick(point, adds));
  readonly #hover = createHoverCard((image) => this.#pictures.source(image));
  readonly #slider = createLayerSlider(this.#store);
  /** A notebook has many outputs, and a description is found by its name. */
  readonly #helpId = `hovle-space-${++views}`;
  readonly #key = createColourKey();
  readonly #theme = new MutationObserver(() => {
    this.#plot.recolour();
    this.#showKey();
  });
  readonly #chosen = element('p', { className: 'note', attributes: { role: 'status' } });

  /** `kept` outlives this view: layer and colours are as its reader left them. */
  constructor(survey: Survey, kept: Map<string, unknown>) {
    this.#space = createSpace(survey);
    this.#plot = new PlotView(
      this.#helpId,
      {
        onHover: (point, pixel) =>
          this.#hover.show(this.#space, point === undefined ? undefined : { point, pixel }, nothingNear),
        onPick: (point, adds) => this.#pick(point, adds),
        onLasso: (points) => this.#store.set({ selected: new Set(points), current: points[0] }),
        onFallback: () => undefined,
      },
      { usesCard: false },
    );
    this.#listen();
    this.#slider.setSurvey(survey);
    this.#pictures.setSpace(this.#space);
    const last = lastHolistic(survey);
    const before = kept.get('state') as object | undefined; // As it is kept below.
    this.#store.set({ mapping: 'none', colouring: 'pixels', layer: last, ...before });
    this.#plot.setSpace(this.#space, this.#store.state, positionsAt(this.#space, this.#store.state.layer));
    this.#store.onChange((state, before) => {
      kept.set('state', { layer: state.layer, colouring: state.colouring });
      this.#show(state, before);
    });
    this.#show(this.#store.state, this.#store.state);
    this.elements = this.#layOut();
  }

  close(): void {
    this.#theme.disconnect();
    this.#slider.close();
    this.#plot.close();
  }

  #listen(): void {
    listenToKeys(this.#plot, {
      pick: (point, adds) => this.#pick(point, adds),
      toggle: () => undefined,
      clear: () => this.#pick(undefined, false),
    });
    this.#theme.observe(document.body, { attributeFilter: ['class'] });
  }

  #layOut(): HTMLElement[] {
    const keys = element('p', { className: 'note', text: keyHelp(), attributes: { id: this.#helpId } });
    this.#plot.element.setAttribute('aria-label', t('Patches and words as points'));
    this.#plot.element.append(this.#hover.element);
    const bar = element('div', { className: 'bar' }, colourChooser(this.#store));
    const [plot, key] = [this.#plot.element, this.#key.element];
    return [element('div', {}, bar, plot, key, this.#slider.element, this.#chosen, keys), this.#pictures.element];
  }

  #pick(point: number | undefined, adds: boolean): void {
    const selected = new Set(adds ? this.#store.state.selected : []);
    if (point !== undefined) selected.add(point);
    this.#store.set({ current: point, selected });
  }

  #show(state: ExplorerState, before: ExplorerState): void {
    if (state.layer !== before.layer) this.#plot.walkTo(positionsAt(this.#space, state.layer));
    this.#plot.colour((palette) => pointColours(this.#space, state.colouring, palette, { layer: state.layer }));
    this.#showKey();
    this.#plot.show(state);
    this.#slider.show(state);
    this.#pictures.show(state, undefined);
    this.#chosen.textContent = this.#sentence(state);
  }

  #showKey(): void {
    this.#key.show(colourKey(this.#space, this.#store.state.colouring, themePalette(), undefined));
  }

  #sentence({ current, layer, selected }: ExplorerState): string {
    const { survey, points } = this.#space;
    if (current === undefined) return t('Choose a point or a patch to see it in both.');
    const name = pointName(points[current], survey.pictures);
    const others = selected.size > 1 ? t(', and {0} more', selected.size - 1) : '';
    return `${name}${others} · ${layerName(survey, layer)}`;
  }
}

/** Where patches and words are meant to have met. */
function lastHolistic({ layers }: Survey): number {
  return Math.max(0, layers.filter(({ rows }) => rows === 'holistic').length - 1);
}

function colourChooser(store: Store): HTMLElement {
  const names: Partial<Record<Colouring, string>> = {
    pixels: t('the patch’s own pixels'),
    modality: t('patch or word'),
    position: t('place in the picture'),
    picture: t('picture'),
  };
  const select = document.createElement('select');
  select.append(...Object.entries(names).map(([value, text]) => element('option', { text, attributes: { value } })));
  select.value = store.state.colouring;
  select.addEventListener('change', () => store.set({ colouring: select.value as Colouring })); // One of its options.
  return element('label', {}, document.createTextNode(t('Colour by')), select);
}

const keyHelp = () =>
  t('Arrow keys go from point to point, with Alt they move the view; + and − zoom, 0 shows all, Escape chooses none.');
