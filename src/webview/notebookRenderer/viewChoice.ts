import type { MapView } from '../../engine/api/mapApi.ts';
import { t } from '../shared/localise.ts';
import { labelledList, offerRows } from './labelledList.ts';
import { headName, placeName } from './mapSentences.ts';

/** Chooses one view of a map: first its layer, then of that layer the heads. */
export class ViewChoice {
  readonly elements: readonly HTMLElement[];
  readonly #layers = labelledList(t('View'));
  readonly #heads = labelledList(t('Heads'));
  #views: readonly MapView[] = [];

  constructor(onChange: () => void) {
    this.elements = [this.#layers.element, this.#heads.element];
    this.#layers.control.addEventListener('change', () => {
      this.#offerHeads();
      onChange();
    });
    this.#heads.control.addEventListener('change', onChange);
    this.hide();
  }

  /** What was chosen stays chosen where there is such a view. */
  offer(views: readonly MapView[]): void {
    this.#views = views;
    const places = new Map(views.map((view) => [placeOf(view), placeName(view)]));
    offerRows(
      this.#layers.control,
      [...places].map(([value, text]) => ({ value, text })),
    );
    this.#layers.element.hidden = places.size < 2;
    this.#offerHeads();
  }

  hide(): void {
    for (const element of this.elements) element.hidden = true;
  }

  chosen(views: readonly MapView[]): MapView | undefined {
    const ofLayer = views.filter((view) => placeOf(view) === this.#layers.control.value);
    return ofLayer.find((view) => headOf(view) === this.#heads.control.value) ?? ofLayer[0] ?? views[0];
  }

  #offerHeads(): void {
    const own = this.#views.filter((view) => placeOf(view) === this.#layers.control.value);
    offerRows(
      this.#heads.control,
      own.map((view) => ({ value: headOf(view), text: headName(view) })),
    );
    this.#heads.element.hidden = own.length < 2;
  }
}

const placeOf = ({ layer }: MapView): string => String(layer ?? 0);
const headOf = ({ kind, head }: MapView): string => `${kind} ${head ?? 0}`;
