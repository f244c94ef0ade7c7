import { cssReferences } from './cssReferences.ts';
import { readHtmlText } from './htmlText.ts';
import type { AltSlot, ImageReference } from './imageReference.ts';
import { looksLikeImage } from './looksLikeImage.ts';
import { expressionImage, readImageNames, scriptParser } from './scriptNames.ts';
import type { ImageNames } from './scriptNames.ts';
import { shifted } from './shifted.ts';
import { ancestors, childOf, nodesOf, unquoted } from './syntaxTree.ts';
import type { SyntaxNode } from './syntaxTree.ts';

/** Pictures of JavaScript or TypeScript: of its JSX tags, its strings, and the style sheets in its templates. */
export function scriptReferences(text: string): ImageReference[] {
  const tree = scriptParser.parse(text);
  const tags = nodesOf(tree, ['JSXSelfClosingTag', 'JSXOpenTag']);
  const inTags = tags.length === 0 ? [] : tagReferences(tags, text, readImageNames(text));
  const isTaken = ({ from }: ImageReference) => inTags.some((tag) => tag.from <= from && from < tag.to);
  const strings = nodesOf(tree, ['String', 'TemplateString', 'JSXAttributeValue']);
  return [...inTags, ...strings.flatMap((node) => stringReference(node, text)).filter((found) => !isTaken(found))];
}

function stringReference(node: SyntaxNode, text: string): ImageReference[] {
  const { from, to } = node;
  const written = unquoted(text.slice(from, to));
  if (node.name === 'TemplateString' && written.includes('url(')) return shifted(cssReferences(`{${written}}`), from);
  const address = node.name === 'JSXAttributeValue' ? readHtmlText(written) : readEscapes(written);
  return looksLikeImage(address) && !written.includes('${') ? [{ address, from, to, construct: { from, to } }] : [];
}

const readEscapes = (text: string) => text.replace(/\\([^])/g, (_, what: string) => (what === 'n' ? '\n' : what));

/** The pictures of tags that have a description: the address is in `src`, written out or by its name. */
function tagReferences(tags: SyntaxNode[], text: string, names: ImageNames): ImageReference[] {
  return tags.flatMap((tag) => {
    const attributes = readAttributes(tag, text);
    const source = attributes.get('src');
    const value = source && childOf(source, ['JSXAttributeValue', 'JSXEscape']);
    if (!value || !isDescribed(nameOf(tag, text), attributes, text)) return [];
    const address = readAddress(value, text, names);
    if (address === undefined) return [];
    const alt = jsxAlt(tag, attributes, text);
    const { from, to } = value;
    return [{ address, from, to, construct: { from: tag.from, to: tag.to }, alt, ...linkAround(tag, text) }];
  });
}

function readAddress(value: SyntaxNode, text: string, names: ImageNames): string | undefined {
  const written = text.slice(value.from, value.to);
  return value.name === 'JSXEscape' ? expressionImage(written.slice(1, -1), names) : readHtmlText(unquoted(written));
}

type Attributes = ReadonlyMap<string, SyntaxNode>;

function readAttributes(tag: SyntaxNode, text: string): Attributes {
  const entries = tag.getChildren('JSXAttribute').map((attribute): [string, SyntaxNode] => {
    const name = childOf(attribute, ['JSXIdentifier', 'JSXNamespacedName']);
    return [name ? text.slice(name.from, name.to) : '', attribute];
  });
  return new Map(entries);
}

const tagNameKinds = ['JSXBuiltin', 'JSXIdentifier', 'JSXMemberExpression', 'JSXNamespacedName'];

function nameOf(tag: SyntaxNode, text: string): string {
  const name = childOf(tag, tagNameKinds);
  return name ? text.slice(name.from, name.to) : '';
}

function isDescribed(name: string, attributes: Attributes, text: string): boolean {
  if (name === 'input') return attributeText(attributes.get('type'), text) === 'image';
  return /^(img|Image|Img|motion\.img|StaticImage)$/.test(name);
}

/** The value of an attribute that is written out; undefined for an expression, empty for one without a value. */
function attributeText(attribute: SyntaxNode | undefined, text: string): string | undefined {
  if (!attribute || attribute.getChild('JSXEscape')) return undefined;
  const value = attribute.getChild('JSXAttributeValue');
  return value ? readHtmlText(unquoted(text.slice(value.from, value.to))) : '';
}

function jsxAlt(tag: SyntaxNode, attributes: Attributes, text: string): AltSlot {
  const written = attributes.get('alt');
  const nameEnd = childOf(tag, tagNameKinds)?.to ?? tag.to;
  const place = written ?? { from: nameEnd, to: nameEnd };
  const words = attributeText(written, text);
  const whenWritten = words === undefined ? 'expression' : words.trim() === '' ? 'empty' : 'text';
  const state = written ? whenWritten : missingState(tag, attributes, text);
  const before = written ? 'alt="' : ' alt="';
  return { from: place.from, to: place.to, state, text: words ?? '', before, after: '"', escape: 'html' };
}

/** Attributes that are spread may bring a description. */
function missingState(tag: SyntaxNode, attributes: Attributes, text: string): AltSlot['state'] {
  const role = attributeText(attributes.get('role'), text);
  const isNamed = attributes.has('aria-label') || attributes.has('aria-labelledby');
  const isHidden = role === 'presentation' || role === 'none' || attributes.has('aria-hidden');
  return isNamed || isHidden || tag.getChild('JSXSpreadAttribute') ? 'exempt' : 'missing';
}

function linkAround(tag: SyntaxNode, text: string): { linkTarget?: string } {
  const own = tag.parent;
  const opened = ancestors(tag)
    .filter((node) => node.name === 'JSXElement' && node.from !== own?.from)
    .flatMap((node) => node.getChild('JSXOpenTag') ?? []);
  const link = opened.find((tagAround) => /^(a|button|Link|NavLink)$/.test(nameOf(tagAround, text)));
  if (!link) return {};
  const attributes = readAttributes(link, text);
  const target = attributeText(attributes.get('href') ?? attributes.get('to'), text);
  return { linkTarget: target ?? '' };
}
