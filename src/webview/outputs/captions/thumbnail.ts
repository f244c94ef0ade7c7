import { element } from '../../shared/element.ts';

/**
 * A small picture of a file beside the notebook, loaded when it comes into sight; empty where the file is gone. The page of
 * a notebook resolves relative addresses from the notebook's folder. Any other address is no name of a picture there.
 */
export function thumbnail(name: string): HTMLElement {
  const address = relativeAddress(name);
  const frame = element('span', { className: 'thumbnail' });
  if (address === undefined) return frame;
  const image = document.createElement('img');
  image.loading = 'lazy';
  image.decoding = 'async';
  image.alt = '';
  image.addEventListener('error', () => image.remove());
  image.src = address;
  frame.append(image);
  return frame;
}

/** The address of a file by its path from the notebook's folder; undefined for what leads elsewhere. */
function relativeAddress(name: string): string | undefined {
  const parts = name.split(/[/\\]/);
  const isInside = name !== '' && parts.every((part) => part !== '' && part !== '..');
  // A colon would make a scheme of what stands before it.
  return isInside ? `./${parts.map(encodeURIComponent).join('/')}` : undefined;
}
