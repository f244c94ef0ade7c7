import { readHtmlText } from './htmlText.ts';
import type { Span } from './imageReference.ts';
import { childOf, unquoted } from './syntaxTree.ts';
import type { SyntaxNode } from './syntaxTree.ts';

/** An opening tag, as far as pictures are concerned. */
export interface HtmlElement extends Span {
  /** As written. */
  name: string;
  nameEnd: number;
  attributes: HtmlAttribute[];
}

export interface HtmlAttribute extends Span {
  /** As written, such as `src`, `:src`, `bind:src`. */
  name: string;
  /** With entities undone; undefined where there is no `=`. */
  value: string | undefined;
  /** As written, without its quotes, and where that stands. */
  written: string;
  writtenFrom: number;
}

/** Reads the opening tag of an element of the tree. Undefined for a tag without a name. */
export function readElement(element: SyntaxNode, text: string): HtmlElement | undefined {
  const tag = childOf(element, ['OpenTag', 'SelfClosingTag']);
  const name = tag?.getChild('TagName');
  if (!tag || !name) return undefined;
  const attributes = tag.getChildren('Attribute').map((attribute) => readAttribute(attribute, text));
  return { from: tag.from, to: tag.to, name: text.slice(name.from, name.to), nameEnd: name.to, attributes };
}

function readAttribute(attribute: SyntaxNode, text: string): HtmlAttribute {
  const { from, to } = attribute;
  const name = attribute.getChild('AttributeName');
  const node = childOf(attribute, ['AttributeValue', 'UnquotedAttributeValue']);
  const whole = node ? text.slice(node.from, node.to) : '';
  const written = unquoted(whole);
  const isQuoted = written !== whole;
  return {
    ...{ from, to },
    name: name ? text.slice(name.from, name.to) : '',
    value: node ? readHtmlText(written) : undefined,
    written,
    writtenFrom: (node?.from ?? to) + (isQuoted ? 1 : 0),
  };
}
