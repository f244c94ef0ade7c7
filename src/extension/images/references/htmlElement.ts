import { readHtmlText } from './htmlText.ts';
import type { Span } from './imageReference.ts';
import { childOf, unquoted } from './syntaxTree.ts';
import type { SyntaxNode } from './syntaxTree.ts';

/** An opening tag, as far as pictures are concerned. */
export interface HtmlElement extends Span {
  /** As written; in lower case where the language makes no difference. */
  name: string;
  nameEnd: number;
  attributes: HtmlAttribute[];
}

export interface HtmlAttribute extends Span {
  /** Such as `src`, `:src`, `bind:src`; in lower case where the language makes no difference. */
  name: string;
  /** With entities undone; undefined where there is no `=`. */
  value: string | undefined;
  /** As written, without its quotes, and where that stands. */
  written: string;
  writtenFrom: number;
  isQuoted: boolean;
}

/** What the tags of a document are written in. */
export type MarkupDialect = 'html' | 'vue' | 'svelte';

/** Reads the opening tag of an element of the tree. Undefined for a tag without a name. */
export function readElement(element: SyntaxNode, text: string, dialect: MarkupDialect): HtmlElement | undefined {
  const tag = childOf(element, ['OpenTag', 'SelfClosingTag']);
  const name = tag?.getChild('TagName');
  if (!tag || !name) return undefined;
  const readName = namesOf[dialect];
  const attributes = tag.getChildren('Attribute').map((attribute) => readAttribute(attribute, text, readName));
  return { from: tag.from, to: tag.to, name: readName(text.slice(name.from, name.to)), nameEnd: name.to, attributes };
}

/** A component's `Alt` is not its `alt`; in a page `ALT` is. */
const namesOf: { readonly [dialect in MarkupDialect]: (name: string) => string } = {
  html: (name) => name.toLowerCase(),
  vue: (name) => name,
  svelte: (name) => name,
};

function readAttribute(attribute: SyntaxNode, text: string, readName: (name: string) => string): HtmlAttribute {
  const { from, to } = attribute;
  const name = attribute.getChild('AttributeName');
  const node = childOf(attribute, ['AttributeValue', 'UnquotedAttributeValue']);
  const whole = node ? text.slice(node.from, node.to) : '';
  const written = unquoted(whole);
  const isQuoted = written !== whole;
  return {
    ...{ from, to },
    name: name ? readName(text.slice(name.from, name.to)) : '',
    value: node ? readHtmlText(written) : undefined,
    written,
    writtenFrom: (node?.from ?? to) + (isQuoted ? 1 : 0),
    isQuoted,
  };
}
