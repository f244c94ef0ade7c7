import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { ColourKey, KeyEntry } from '../space/colourKey.ts';
import { rgbText } from '../space/colours.ts';

/** What the colours in the plot mean: a sign and a name for each, and what cannot be shown so in sentences. */
export function createColourKey() {
  const list = element('ul', { attributes: { 'aria-label': t('What colours mean') } });
  const notes = element('p', { className: 'note' });
  return {
    element: element('div', { className: 'colour-key' }, list, notes),
    show: (key: ColourKey) => {
      list.replaceChildren(...key.entries.map((entry) => element('li', {}, ...partsOf(entry))));
      list.hidden = key.entries.length === 0;
      notes.textContent = key.notes.join(' ');
      notes.hidden = key.notes.length === 0;
    },
  };
}

function partsOf(entry: KeyEntry): Node[] {
  if (entry.shape !== 'ramp') return [sign(entry.shape, rgbText(entry.colour)), named(entry.name)];
  const gradient = `linear-gradient(to right, ${entry.colours.map(rgbText).join()})`;
  return [named(entry.from), sign('ramp', gradient), named(entry.to)];
}

function sign(shape: KeyEntry['shape'], background: string): HTMLElement {
  const made = element('span', { className: `sign ${shape}`, attributes: { 'aria-hidden': 'true' } });
  // By the object: the page's policy allows no styles in attributes.
  made.style.background = background;
  return made;
}

const named = (text: string): HTMLElement => element('span', { className: 'name', text });
