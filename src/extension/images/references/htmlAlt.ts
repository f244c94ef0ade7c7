import type { HtmlAttribute, HtmlElement, MarkupDialect } from './htmlElement.ts';
import type { AltSlot, AltState } from './imageReference.ts';

/** Where the description of a tag stands, or would be put: behind its name. */
export function htmlAlt(element: HtmlElement, dialect: MarkupDialect): AltSlot {
  const written = element.attributes.find(({ name }) => isAlt(name));
  const escape = dialect === 'svelte' ? 'svelte' : 'html';
  const place = written ?? { from: element.nameEnd, to: element.nameEnd };
  const state = written ? stateOf(written, dialect) : missingState(element);
  const before = written ? 'alt="' : ' alt="';
  const text = state === 'text' ? (written?.value ?? '') : '';
  return { from: place.from, to: place.to, state, text, before, after: '"', escape };
}

/** Plain, or bound as Vue, Alpine, Angular and Svelte do. */
const isAlt = (name: string) => /^(:|v-bind:|x-bind:|ng-attr-)?alt$|^\[(attr\.)?alt\]$|^\{alt\}$/.test(name);

function stateOf(attribute: HtmlAttribute, dialect: MarkupDialect): AltState {
  const { name, value = '' } = attribute;
  if (name !== 'alt' || isComputed[dialect](attribute)) return 'expression';
  return value.trim() === '' ? 'empty' : 'text';
}

/** Whether the value is put in later: by a template, `{{ name }}`, `{% if … %}`, `<?= … ?>`, `<%= … %>`, or as Astro's and Svelte's `{…}`. */
const isComputed: { readonly [dialect in MarkupDialect]: (attribute: HtmlAttribute) => boolean } = {
  html: ({ written, isQuoted }) => /\{[{%]|<[?%]/.test(written) || (!isQuoted && written.startsWith('{')),
  vue: ({ written }) => written.includes('{{'),
  svelte: ({ written }) => written.includes('{'),
};

/** Hidden from screen readers, named by other means, or given attributes that only the running program knows. */
function missingState({ attributes }: HtmlElement): AltState {
  const says = attributes.some(({ name, value }) => {
    if (name === 'role') return /^(presentation|none)$/i.test(value ?? '');
    if (name === 'aria-hidden') return value !== 'false';
    return /^(aria-label|aria-labelledby|v-bind)$|^\{(\.\.\.|[{%])/.test(name);
  });
  return says ? 'exempt' : 'missing';
}
