import type { Parser, SyntaxNode } from '@lezer/common';
import { parser as cssParser } from '@lezer/css';
import { parser as sassParser } from '@lezer/sass';
import type { ImageReference } from './imageReference.ts';
import { looksLikeImage } from './looksLikeImage.ts';
import { nodesOf, unquoted } from './syntaxTree.ts';

/** Pictures of a style sheet: `url(…)`, and strings as in `image-set("…")`. */
export const cssReferences = (text: string) => styleReferences(text, cssParser);
/** The same of SCSS and Less, which have comments of one line and variables. */
export const scssReferences = (text: string) => styleReferences(text, sassParser);
/** The same of Sass written by indentation. */
export const sassReferences = (text: string) => styleReferences(text, indentedParser);

const indentedParser = sassParser.configure({ dialect: 'indented' });

function styleReferences(text: string, parser: Parser): ImageReference[] {
  return nodesOf(parser.parse(text), ['StringLiteral', 'ParenthesizedContent']).flatMap((node) =>
    reference(node, text),
  );
}

function reference(node: SyntaxNode, text: string): ImageReference[] {
  const address = unescape(unquoted(text.slice(node.from, node.to).trim()));
  // An address with #{…} or @{…} in it is known only once the sheet is compiled.
  if (!looksLikeImage(address) || /[#@]\{/.test(address)) return [];
  const { from, to } = node;
  const call = node.parent ?? node;
  return [{ address, from, to, construct: { from: call.from, to: call.to } }];
}

/** A backslash before anything but a hexadecimal digit stands for the character itself. */
const unescape = (address: string) => address.replace(/\\([^0-9a-f\n])/gi, '$1');
