import { element } from '../../shared/element.ts';
import { pictureBeside } from '../../shared/pictureBeside.ts';

/** A small picture of a file beside the notebook; empty where the file is gone. */
export function thumbnail(name: string): HTMLElement {
  const frame = element('span', { className: 'thumbnail' });
  frame.append(...[pictureBeside(name, '', () => frame.replaceChildren())].filter((image) => image !== undefined));
  return frame;
}
