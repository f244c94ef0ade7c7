import { parser } from '@lezer/html';
import { cssReferences } from './cssReferences.ts';
import { htmlAlt } from './htmlAlt.ts';
import { readElement } from './htmlElement.ts';
import type { HtmlAttribute, HtmlElement, MarkupDialect } from './htmlElement.ts';
import type { ImageReference } from './imageReference.ts';
import { looksLikeImage } from './looksLikeImage.ts';
import { maskExpressions } from './maskExpressions.ts';
import { expressionImage, readImageNames } from './scriptNames.ts';
import type { ImageNames } from './scriptNames.ts';
import { scriptReferences } from './scriptReferences.ts';
import { shifted } from './shifted.ts';
import { ancestors, nodesOf } from './syntaxTree.ts';
import type { SyntaxNode } from './syntaxTree.ts';

/** Pictures of HTML, or of a Vue or Svelte component: of its tags, styles and scripts. */
export function htmlReferences(text: string, dialect: MarkupDialect = 'html'): ImageReference[] {
  const tree = markupParser.parse(dialect === 'svelte' ? maskExpressions(text) : text);
  const scripts = nodesOf(tree, ['ScriptText']).map(({ from, to }) => ({ from, text: text.slice(from, to) }));
  const styles = nodesOf(tree, ['StyleText']).map(({ from, to }) => ({ from, text: text.slice(from, to) }));
  const names = new Map(scripts.flatMap((script) => [...readImageNames(script.text)]));
  return [
    ...nodesOf(tree, ['Element']).flatMap((node) => elementReferences(node, text, { dialect, names })),
    ...scripts.flatMap((script) => shifted(scriptReferences(script.text), script.from)),
    ...styles.flatMap((style) => shifted(cssReferences(style.text), style.from)),
  ];
}

const markupParser = parser.configure({ dialect: 'selfClosing' });

interface Surroundings {
  dialect: MarkupDialect;
  names: ImageNames;
}

function elementReferences(node: SyntaxNode, text: string, surroundings: Surroundings): ImageReference[] {
  const { dialect } = surroundings;
  const element = readElement(node, text, dialect);
  if (!element) return [];
  const described = isDescribed(element);
  const common = {
    construct: { from: element.from, to: element.to },
    ...(described ? { alt: htmlAlt(element, dialect), ...linkAround(node, text, dialect) } : {}),
  };
  return element.attributes.flatMap((attribute) =>
    addresses(attribute, described, surroundings).map((address) => ({ ...address, ...common })),
  );
}

type Address = Pick<ImageReference, 'address' | 'from' | 'to'>;

/** The pictures that one attribute names. On a picture's own tag every address is one, elsewhere those that look like it. */
function addresses(attribute: HtmlAttribute, isPicture: boolean, { dialect, names }: Surroundings): Address[] {
  const { name, value = '', from, to } = attribute;
  const plain = plainName(name);
  if (!addressAttributes.has(plain)) return [];
  const expression = expressionOf(attribute, dialect);
  if (expression !== undefined) {
    const address = expressionImage(expression, names);
    return address === undefined ? [] : [{ address, from, to }];
  }
  if (plain === 'srcset') return candidates(attribute);
  const counts = (isPicture && plain === 'src' && value !== '') || looksLikeImage(value);
  return counts ? [{ address: value, from, to }] : [];
}

/** `a.png 1x, b.png 2x`: each with where it stands. */
function candidates({ written, writtenFrom }: HtmlAttribute): Address[] {
  const found = [...written.matchAll(/([^\s,][^\s]*)(\s+[\d.]+[wxh])*\s*(,|$)/g)];
  return found.flatMap(({ index, 1: written = '' }) => {
    const address = written.replace(/,$/, '');
    const from = writtenFrom + index;
    return looksLikeImage(address) ? [{ address, from, to: from + address.length }] : [];
  });
}

/** The expression an attribute's value is computed by, as Vue (`:src="…"`) and Svelte (`src={…}`) write it. */
function expressionOf({ name, written }: HtmlAttribute, dialect: MarkupDialect): string | undefined {
  if (dialect === 'vue') return /^(:|v-bind:)/.test(name) ? written : undefined;
  if (dialect !== 'svelte') return undefined;
  return /^\{([^]*)\}$/.exec(written || name)?.[1];
}

/** `src` of `src`, `:src`, `v-bind:src`, and of Svelte's short `{src}`. */
const plainName = (name: string) => name.replace(/^(:|v-bind:)|[{}]/g, '').toLowerCase();

const addressAttributes = new Set([
  ...['src', 'srcset', 'data-src', 'poster', 'href', 'xlink:href', 'data', 'content', 'image', 'icon', 'avatar'],
]);

/** Elements that have a description. Components that wrap a picture usually hand it on. */
function isDescribed({ name, attributes }: HtmlElement): boolean {
  if (name === 'input') return attributes.some((one) => one.name === 'type' && one.value?.toLowerCase() === 'image');
  return /^(img|image|nuxt-?img|v-img|enhanced:img)$/i.test(name) && attributes.some((one) => isSource(one));
}

const isSource = ({ name }: HtmlAttribute) => ['src', 'srcset', 'data-src'].includes(plainName(name));

function linkAround(node: SyntaxNode, text: string, dialect: MarkupDialect): { linkTarget?: string } {
  const elements = ancestors(node).flatMap((ancestor) => readElement(ancestor, text, dialect) ?? []);
  const link = elements.find(({ name }) => /^(a|button|router-link|nuxt-?link)$/i.test(name));
  if (!link) return {};
  const target = link.attributes.find(({ name }) => /^(:|v-bind:)?(href|to)$/.test(name));
  return { linkTarget: target?.value ?? '' };
}
