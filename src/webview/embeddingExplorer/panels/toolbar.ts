import { button, checkbox, dropdown, textField } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { Colouring } from '../space/colours.ts';
import type { ExplorerState, Mapping, Method, Store } from '../state.ts';

/** What the bar asks of the page beside the state. */
export interface ToolbarEvents {
  onWords: (words: string) => void;
  onAddPictures: () => void;
  onAddFolder: () => void;
  onCompare: () => void;
  onResetView: () => void;
  onSearch: (query: string) => void;
  onExport: (kind: ExportKind) => void;
}

export const exportKinds = {
  png: 'PNG',
  svg: 'SVG',
  csv: 'CSV',
  parquet: 'Parquet',
  safetensors: 'safetensors',
} as const;
export type ExportKind = keyof typeof exportKinds;

/** The choices above the plot. */
export function createToolbar(store: Store, events: ToolbarEvents) {
  const words = textField(t('Words'), t('words to lay beside the pictures'), {
    onEnter: (text) => events.onWords(text),
  });
  const search = textField(t('Search'), t('a word, or: patch row 3'), { onInput: (query) => events.onSearch(query) });
  const method = dropdown<Method>(t('Places'), methodNames, (value) => store.set({ method: value }));
  const colouring = dropdown<Colouring>(t('Colour by'), colouringNames, (value) => store.set({ colouring: value }));
  const mapping = dropdown<Mapping>(t('Over the picture'), mappingNames, (value) => store.set({ mapping: value }));
  const depth = checkbox(t('3D'), (isOn) => store.set({ isFlat: !isOn }));
  const lasso = checkbox(t('Lasso'), (isOn) => store.set({ isLasso: isOn }));
  const compare = button(t('Compare…'), () => events.onCompare());
  const shown = element(
    'div',
    { className: 'toolbar', attributes: { role: 'toolbar', 'aria-label': t('What is shown') } },
    words.element,
    search.element,
    method.element,
    colouring.element,
    mapping.element,
    element('div', { className: 'switches' }, depth.element, lasso.element),
    button(t('Reset view'), () => events.onResetView()),
    compare,
    menu(t('Add'), [
      button(t('Pictures…'), () => events.onAddPictures()),
      button(t('Folder…'), () => events.onAddFolder()),
    ]),
    exportMenu(events),
  );
  return {
    element: shown,
    setWords: (text: string) => words.set(text),
    setComparing: (isComparing: boolean) => (compare.textContent = isComparing ? t('One model') : t('Compare…')),
    show: (state: ExplorerState) => {
      search.set(state.query);
      method.set(state.method);
      colouring.set(state.colouring);
      mapping.set(state.mapping);
      depth.set(!state.isFlat);
      lasso.set(state.isLasso);
    },
  };
}

function exportMenu({ onExport }: ToolbarEvents): HTMLElement {
  const rows = Object.entries(exportKinds).map(([kind, text]) =>
    // The keys of a constant are its kinds.
    button(text, () => onExport(kind as ExportKind)),
  );
  return menu(t('Export'), rows);
}

/** A choice of it closes it, and so do Escape and whatever else is turned to: no two are open, and none stays in the way. */
function menu(title: string, rows: HTMLElement[]): HTMLElement {
  const summary = element('summary', { text: title });
  const shown = element('details', { className: 'drop' }, summary, element('div', { className: 'menu' }, ...rows));
  const close = (): void => shown.removeAttribute('open');
  for (const row of rows) row.addEventListener('click', close);
  for (const turning of ['pointerdown', 'focusin'])
    document.addEventListener(turning, ({ target }) => {
      if (!(target instanceof Node && shown.contains(target))) close();
    });
  window.addEventListener('blur', close);
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !shown.hasAttribute('open')) return;
    close();
    summary.focus();
  });
  return shown;
}

const methodNames: Readonly<Record<Method, string>> = {
  pca: t('principal components'),
  umap: t('neighbourhoods (UMAP)'),
};

const colouringNames: Readonly<Record<Colouring, string>> = {
  modality: t('patch or word'),
  picture: t('picture'),
  tile: t('tile'),
  position: t('position'),
  cluster: t('cluster'),
  token: t('token'),
  pixels: t('own pixels of the patch'),
  components: t('components as RGB'),
};

const mappingNames: Readonly<Record<Mapping, string>> = {
  none: t('nothing'),
  similarity: t('similarity to the point'),
  components: t('components as RGB'),
};
