import type { Parser, SyntaxNode } from '@lezer/common';
import { parser as jsonParser } from '@lezer/json';
import { parser as pythonParser } from '@lezer/python';
import { parser as yamlParser } from '@lezer/yaml';
import type { ImageReference } from './imageReference.ts';
import { looksLikeImage } from './looksLikeImage.ts';
import { nodesOf, unquoted } from './syntaxTree.ts';

/** Strings of a JSON document that name pictures. */
export const jsonReferences = (text: string) => stringReferences(text, jsonParser, ['String'], readJson);

/** Scalars of a YAML document that name pictures. */
export const yamlReferences = (text: string) =>
  stringReferences(text, yamlParser, ['Literal', 'QuotedLiteral'], unquoted);

/** String literals of a Python program that name pictures. */
export const pythonReferences = (text: string) => stringReferences(text, pythonParser, ['String'], readPython);

function stringReferences(
  text: string,
  parser: Parser,
  kinds: readonly string[],
  read: (literal: string) => string,
): ImageReference[] {
  return nodesOf(parser.parse(text), kinds).flatMap((node) => reference(node, read(text.slice(node.from, node.to))));
}

function reference({ from, to }: SyntaxNode, address: string): ImageReference[] {
  return looksLikeImage(address) ? [{ address, from, to, construct: { from, to } }] : [];
}

/** JSON escapes; what is no whole string yet is taken as written. */
function readJson(literal: string): string {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : '';
  } catch (error) {
    if (error instanceof SyntaxError) return unquoted(literal);
    throw error;
  }
}

/** `r'…'` keeps its backslashes; of the escapes only those of a Windows path matter here. */
function readPython(literal: string): string {
  const [, prefix = '', quoted = ''] = /^([a-z]*)([^]*)$/i.exec(literal) ?? [];
  const inner = /^("""|'''|"|')([^]*)\1$/.exec(quoted)?.[2] ?? '';
  return /r/i.test(prefix) ? inner : inner.replace(/\\(["'\\])/g, '$1');
}
