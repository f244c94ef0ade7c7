import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { plainText } from './plainText.ts';

/**
 * A model's Markdown without what could act on the reader: no HTML, no pictures (a remote one would tell its server that
 * it was seen), no links but web and mail addresses. What is harmless stays as it is; else only what stands outside code
 * is rewritten; where that does not help, everything becomes plain text.
 */
export function neutralise(markdown: string): string {
  if (isHarmless(markdown)) return markdown;
  const rewritten = rewriteOutsideCode(markdown);
  return isHarmless(rewritten) ? rewritten : plainText(markdown);
}

/** Whether even the most permissive renderer makes nothing but text, structure and ordinary links of this. */
export function isHarmless(markdown: string): boolean {
  return flatten(permissive.parse(markdown, {})).every((token) => {
    if (token.type === 'link_open') return isOrdinaryLink(String(token.attrGet('href')));
    return !['html_block', 'html_inline', 'image'].includes(token.type);
  });
}

/** As the editor's own renderer reads it, and laxer: HTML is HTML, every link is a link. */
const permissive = new MarkdownIt({ html: true, linkify: true });
permissive.validateLink = () => true;
/** Where HTML is only text, which it is once `<` is escaped. */
const strict = new MarkdownIt({ html: false });

const flatten = (tokens: Token[]): Token[] => tokens.flatMap((token) => [token, ...flatten(token.children ?? [])]);

/** A web or mail address, or a place in the same document. */
const isOrdinaryLink = (href: string) => /^(https?:\/\/|mailto:|#)/i.test(href);

function rewriteOutsideCode(markdown: string): string {
  const isCode = codeLines(markdown);
  return markdown
    .split('\n')
    .map((line, index) => (isCode.has(index) ? line : rewriteLine(line)))
    .join('\n');
}

function codeLines(markdown: string): Set<number> {
  const lines = new Set<number>();
  for (const { type, map } of strict.parse(markdown, {})) {
    if (!map || (type !== 'fence' && type !== 'code_block')) continue;
    for (let line = map[0]; line < map[1]; line++) lines.add(line);
  }
  return lines;
}

/** Splits off code spans, whose content must stay as it is; a wrong split is found by the check that follows. */
function rewriteLine(line: string): string {
  return line
    .split(/((?<!`)(`+)(?!`).*?(?<!`)\2(?!`))/)
    .filter((_, index) => index % 3 !== 2)
    .map((part, index) => (index % 2 === 1 ? part : rewriteText(part)))
    .join('');
}

function rewriteText(text: string): string {
  return text
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replace(/!(?=\[)/g, '')
    .replace(/\](?=\(\s*<?\s*(?!https?:|mailto:|#))/gi, '\\]');
}
