import type { FromAnswerPanel, PanelPicture } from '../protocol.ts';
import { button, iconButton } from '../shared/controls.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { zoomable } from '../shared/zoomable.ts';
import { createLoupe } from './loupe.ts';

/** The picture that is looked at: it can be enlarged, moved and gone over with a loupe. */
export function createStage(send: (message: FromAnswerPanel) => void) {
  const stage = element('figure', { className: 'stage' });
  let shown = '';
  const show = (picture: PanelPicture | undefined): void => {
    stage.hidden = picture === undefined;
    const key = JSON.stringify([picture?.id, picture?.imageUri, picture?.problem]);
    if (key === shown) return;
    shown = key;
    stage.replaceChildren(...(picture ? partsOf(picture, send) : []));
  };
  return { element: stage, show };
}

function partsOf(picture: PanelPicture, send: (message: FromAnswerPanel) => void): HTMLElement[] {
  const tools = element('div', { className: 'tools' });
  const name = element('span', { className: 'name', text: picture.name });
  const problem = element('p', { className: 'problem', text: picture.problem });
  problem.hidden = picture.problem === '';
  const caption = element('figcaption', {}, element('div', { className: 'caption' }, name, tools), problem);
  if (picture.hasParts)
    tools.append(button(t('Choose another part…'), () => send({ kind: 'openParts', id: picture.id })));
  if (picture.imageUri === '') return [notShown(picture), caption];
  return [imageFrame(picture, tools), caption];
}

function imageFrame(picture: PanelPicture, tools: HTMLElement): HTMLElement {
  const { name, imageUri } = picture;
  // By its tag.
  const image = element('img', { attributes: { src: imageUri, alt: name } }) as HTMLImageElement;
  const frame = zoomable(image, t('{0}: + and − zoom, arrow keys move, 0 shows the whole picture, L is a loupe', name));
  const loupe = createLoupe(frame, image);
  const toggle = iconButton('loupe', t('Loupe (L)'), () => turn(!loupe.isOn));
  const turn = (isOn: boolean): void => {
    loupe.turn(isOn);
    toggle.setAttribute('aria-pressed', String(isOn));
    toggle.classList.toggle('pressed', isOn);
  };
  turn(false);
  const press = (key: string) => () => {
    frame.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  };
  tools.prepend(
    iconButton('zoomOut', t('Smaller (−)'), press('-')),
    iconButton('zoomIn', t('Larger (+)'), press('+')),
    iconButton('whole', t('The whole picture (0)'), press('0')),
    toggle,
  );
  frame.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    if (key.toLowerCase() === 'l' && !ctrlKey && !metaKey) turn(!loupe.isOn);
    if (key === 'Escape' && loupe.isOn) turn(false);
  });
  const around = element('div', { className: 'frame' }, frame, loupe.element);
  image.addEventListener('error', () => {
    around.replaceChildren(notShown(picture));
    tools.querySelectorAll('.icon-button').forEach((tool) => tool.remove());
  });
  return around;
}

/** A format that only the model can read, or no picture at all. */
function notShown({ name, problem }: PanelPicture): HTMLElement {
  const mayBeRead = problem === '' && !drawnFormats.test(name);
  return element('p', {
    className: 'not-shown',
    text: mayBeRead
      ? t('This picture cannot be shown here. The model may still read it.')
      : t('This picture cannot be shown.'),
  });
}

/** What browsers draw: a file of such a name that they do not draw is damaged. */
const drawnFormats = /\.(png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i;
