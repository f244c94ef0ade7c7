import type { Survey } from '../../../engine/api/spaceApi.ts';
import { button } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { layerName } from '../space/layerName.ts';
import type { ExplorerState, Store } from '../state.ts';

/** Walks through the layers, by hand or by itself. */
export function createLayerSlider(store: Store) {
  // By its tag.
  const slider = element('input', {
    attributes: { type: 'range', min: '0', step: '1', 'aria-label': t('Layer') },
  }) as HTMLInputElement;
  const name = element('output', { className: 'layer-name' });
  const play = button(t('Play'), () => togglePlay());
  let survey: Survey | undefined;
  let playing: ReturnType<typeof setInterval> | undefined;

  const stop = (): void => {
    clearInterval(playing);
    playing = undefined;
    play.textContent = t('Play');
  };
  const step = (): void => {
    const last = (survey?.layers.length ?? 1) - 1;
    if (store.state.layer >= last) stop();
    else store.set({ layer: store.state.layer + 1 });
  };
  const togglePlay = (): void => {
    if (playing !== undefined) {
      stop();
      return;
    }
    play.textContent = t('Pause');
    if (store.state.layer >= (survey?.layers.length ?? 1) - 1) store.set({ layer: 0 });
    playing = setInterval(step, stepMs);
  };
  slider.addEventListener('input', () => {
    stop();
    store.set({ layer: Number(slider.value) });
  });
  return {
    element: element('div', { className: 'layers' }, play, slider, name),
    setSurvey: (made: Survey) => {
      stop();
      survey = made;
      slider.max = String(made.layers.length - 1);
    },
    show: ({ layer }: ExplorerState) => {
      slider.value = String(layer);
      name.textContent = survey ? layerName(survey, layer) : '';
      slider.setAttribute('aria-valuetext', name.textContent);
    },
    /** Walks no further. */
    close: stop,
  };
}

/** Long enough for points to arrive and be looked at. */
const stepMs = 1100;
