import type { FromAnswerPanel, PanelPicture } from '../protocol.ts';
import { iconButton } from '../shared/controls.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';

/** What the strip needs to do something. */
export interface StripActions {
  send: (message: FromAnswerPanel) => void;
  look: (id: string) => void;
  say: (text: string) => void;
}

/** The pictures in a row: which one is looked at, which ones are asked about, and in which order. */
export function createStrip(actions: StripActions) {
  const list = element('ul', { className: 'items', attributes: { 'aria-label': t('Pictures') } });
  const add = iconButton('add', t('Add pictures, PDF documents or videos…'), () =>
    actions.send({ kind: 'choosePictures' }),
  );
  const items = new Map<string, StripItem>();
  let pictures: readonly PanelPicture[] = [];
  const move = (id: string, to: number): void => {
    if (to < 0 || to >= pictures.length) return;
    actions.send({ kind: 'move', id, to });
    actions.say(t('Picture {0} of {1}', to + 1, pictures.length));
  };
  const context: ItemContext = {
    ...actions,
    move: (id, by) => move(id, pictures.findIndex((picture) => picture.id === id) + by),
    drop: (id, before) =>
      move(
        id,
        pictures.findIndex((picture) => picture.id === before),
      ),
    focus: (id, by) => {
      const next = pictures[pictures.findIndex((picture) => picture.id === id) + by];
      if (next) items.get(next.id)?.thumb.focus();
    },
  };
  const show = (next: readonly PanelPicture[], shownId: string | undefined): void => {
    const focused = next.find(({ id }) => items.get(id)?.thumb === document.activeElement);
    pictures = next;
    for (const [id, item] of items)
      if (!next.some((picture) => picture.id === id)) {
        item.element.remove();
        items.delete(id);
      }
    for (const [index, picture] of next.entries()) {
      const item = items.get(picture.id) ?? createItem(picture, context);
      items.set(picture.id, item);
      if (list.children[index] !== item.element) list.insertBefore(item.element, list.children[index] ?? null);
      item.show(picture, { index, count: next.length, isShown: picture.id === shownId });
    }
    // An element that is moved loses the focus.
    if (focused) items.get(focused.id)?.thumb.focus();
  };
  return { element: element('div', { className: 'strip' }, list, add), show };
}

interface ItemContext extends StripActions {
  move: (id: string, by: number) => void;
  drop: (id: string, before: string) => void;
  focus: (id: string, by: number) => void;
}

type StripItem = ReturnType<typeof createItem>;

function createItem({ id, imageUri, name }: PanelPicture, context: ItemContext) {
  const thumb = element('button', { className: 'thumb' });
  if (imageUri !== '') {
    const image = element('img', { attributes: { src: imageUri, alt: '', draggable: 'false' } });
    image.addEventListener('error', () => image.remove());
    thumb.append(image);
  }
  thumb.append(element('span', { className: 'thumb-name', text: name }));
  // By its tag.
  const asked = element('input', { className: 'asked', attributes: { type: 'checkbox' } }) as HTMLInputElement;
  const label = t('Ask about {0}', name);
  asked.setAttribute('aria-label', label);
  asked.title = label;
  const remove = iconButton('close', t('Remove {0}', name), () => context.send({ kind: 'remove', id }));
  remove.classList.add('remove');
  const item = element('li', { className: 'item', attributes: { draggable: 'true' } }, thumb, asked, remove);
  thumb.addEventListener('click', () => context.look(id));
  asked.addEventListener('change', () => context.send({ kind: 'setAsked', id, isAsked: asked.checked }));
  thumb.addEventListener('keydown', (event) => onKey(event, id, context));
  listenToDragging(item, id, context);
  const show = (
    picture: PanelPicture,
    { index, count, isShown }: { index: number; count: number; isShown: boolean },
  ): void => {
    asked.checked = picture.isAsked;
    item.classList.toggle('problem', picture.problem !== '');
    thumb.setAttribute('aria-current', String(isShown));
    thumb.setAttribute('aria-label', t('{0}, picture {1} of {2}', name, index + 1, count));
    thumb.title = [name, picture.problem, t('Alt+← and Alt+→ move it, Delete removes it')].filter(Boolean).join('\n');
  };
  return { element: item, thumb, show };
}

function onKey(event: KeyboardEvent, id: string, context: ItemContext): void {
  const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  if (by === 0 && event.key !== 'Delete') return;
  event.preventDefault();
  if (event.key === 'Delete') context.send({ kind: 'remove', id });
  else if (event.altKey) context.move(id, by);
  else context.focus(id, by);
}

/** Marks what is dragged as a picture of the strip, which no file has. */
export const stripType = 'application/x-hovle-picture';

function listenToDragging(item: HTMLElement, id: string, context: ItemContext): void {
  item.addEventListener('dragstart', ({ dataTransfer }) => dataTransfer?.setData(stripType, id));
  item.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes(stripType)) event.preventDefault();
  });
  item.addEventListener('drop', (event) => {
    const dragged = event.dataTransfer?.getData(stripType) ?? '';
    if (dragged === '') return;
    event.preventDefault();
    context.drop(dragged, id);
  });
}
