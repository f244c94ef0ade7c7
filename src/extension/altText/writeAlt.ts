import type { AltEscape, AltSlot, Span } from '../images/references/imageReference.ts';

/** A stretch of a document and what is to stand there instead. */
export interface TextEdit extends Span {
  text: string;
}

/** The edit that puts a description in its place, written so that it is read as it is. The address is not touched. */
export function writeAlt({ from, to, before, after, escape }: AltSlot, words: string): TextEdit {
  return { from, to, text: `${before}${escapes[escape](oneLine(words))}${after}` };
}

const escapes: { readonly [escape in AltEscape]: (text: string) => string } = {
  markdown: (text) => text.replace(/[\\[\]`*_<&~]/g, '\\$&'),
  html: (text) => escapeHtml(text),
  svelte: (text) => escapeHtml(text).replaceAll('{', '&#123;').replaceAll('}', '&#125;'),
  // AsciiDoc has no way to write a backslash before a quotation mark.
  asciidoc: (text) => `"${text.replaceAll('\\', '').replace(/["\]]|\{(?=\w[\w-]*\})/g, '\\$&')}"`,
  line: (text) => text,
};

/** Braces are escaped where a template would take what follows for its own. */
const escapeHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replace(/\{(?=[{%])/g, '&#123;');

/** No description has line breaks or characters that control anything. */
const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
