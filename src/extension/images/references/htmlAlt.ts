import type { HtmlAttribute, HtmlElement } from './htmlElement.ts';
import type { AltSlot, AltState } from './imageReference.ts';

/** Where the description of a tag stands, or would be put: behind its name. */
export function htmlAlt(element: HtmlElement, dialect: 'html' | 'vue' | 'svelte'): AltSlot {
  const written = element.attributes.find(({ name }) => isAlt(name));
  const escape = dialect === 'svelte' ? 'svelte' : 'html';
  const place = written ?? { from: element.nameEnd, to: element.nameEnd };
  const state = written ? stateOf(written, dialect) : missingState(element);
  const before = written ? 'alt="' : ' alt="';
  const text = state === 'text' ? (written?.value ?? '') : '';
  return { from: place.from, to: place.to, state, text, before, after: '"', escape };
}

const isAlt = (name: string) => /^(:|v-bind:)?alt$|^\{alt\}$/.test(name);

function stateOf({ name, value = '', written }: HtmlAttribute, dialect: string): AltState {
  const isComputed = name !== 'alt' || (dialect === 'svelte' && written.includes('{'));
  if (isComputed) return 'expression';
  return value.trim() === '' ? 'empty' : 'text';
}

/** Hidden from screen readers, named by other means, or given attributes that only the running program knows. */
function missingState({ attributes }: HtmlElement): AltState {
  const says = attributes.some(({ name, value }) => {
    if (name === 'role') return value === 'presentation' || value === 'none';
    if (name === 'aria-hidden') return value !== 'false';
    return /^(aria-label|aria-labelledby|v-bind)$/.test(name) || name.startsWith('{...');
  });
  return says ? 'exempt' : 'missing';
}
