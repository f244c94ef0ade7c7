import type { FromAnswerPanel, PanelParts, ToAnswerPanel } from '../protocol.ts';
import { button } from '../shared/controls.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import type { Chooser } from './chooser.ts';
import { createSlider } from './slider.ts';

/** Turns the pages of a document, which the engine draws. */
export function createPageChooser(
  { name, page: first, pages }: Extract<PanelParts, { kind: 'pages' }>,
  send: (message: FromAnswerPanel) => void,
): Chooser {
  let page = first;
  // By its tag.
  const canvas = element('canvas', { className: 'page', attributes: { role: 'img' } }) as HTMLCanvasElement;
  const problem = element('p', { className: 'problem', attributes: { role: 'status' } });
  const slider = createSlider({
    ...{ label: t('Page of {0}', name), previous: t('Page before'), next: t('Next page'), min: 1, step: 1 },
    onMove: (wanted) => {
      page = wanted;
      show();
      send({ kind: 'turnTo', page });
    },
  });
  const add = button('', () => send({ kind: 'addPage', page }), 'primary');
  const done = button(t('Done'), () => send({ kind: 'closeParts' }));
  const show = (): void => {
    slider.set({ max: pages, value: page, text: t('Page {0} of {1}', page, pages) });
    add.textContent = t('Add page {0}', page);
    canvas.setAttribute('aria-label', t('Page {0} of {1}', page, name));
  };
  show();
  const receive = ({ page: drawn, png, problem: sentence = '' }: Extract<ToAnswerPanel, { kind: 'page' }>): void => {
    // A page that was turned away from meanwhile.
    if (drawn !== page) return;
    problem.textContent = sentence;
    canvas.hidden = png === undefined;
    if (png) void draw(canvas, png);
  };
  const title = element('h2', { text: name });
  const buttons = element('div', { className: 'row' }, add, done);
  return {
    element: element('section', { className: 'chooser' }, title, canvas, problem, slider.element, buttons),
    receive,
  };
}

async function draw(canvas: HTMLCanvasElement, png: Uint8Array): Promise<void> {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(png)], { type: 'image/png' }));
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
}
