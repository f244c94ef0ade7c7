import type { AnsweredBox } from '../../engine/api/answeredBoxes.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { pictureBeside } from '../shared/pictureBeside.ts';

/**
 * The boxes of an answer over its picture, as the file beside the notebook shows it; no model is asked for that. Undefined
 * where there is no box or no such file: then what the answer rests on shows them.
 */
export function namedPlaces(picture: string | undefined, boxes: readonly AnsweredBox[]): HTMLElement | undefined {
  if (picture === undefined || boxes.length === 0) return undefined;
  const figure = element('figure', { className: 'places' });
  const image = pictureBeside(picture, picture, () => figure.remove());
  if (!image) return undefined;
  const frame = element('div', { className: 'framed' }, image, ...boxes.map(boxElement));
  const caption = t('The places that the answer names, on the picture as it is now.');
  figure.append(frame, element('figcaption', { className: 'note', text: caption }));
  return figure;
}

/** The answer says in words where it lies; a box is for the eye. */
function boxElement({ left, top, width, height, name }: AnsweredBox): HTMLElement {
  const box = element('div', { className: 'box', attributes: { 'aria-hidden': 'true' } });
  const percent = (share: number) => `${share * 100}%`;
  Object.assign(box.style, { left: percent(left), top: percent(top), width: percent(width), height: percent(height) });
  if (name !== '') box.append(element('span', { text: name }));
  return box;
}
