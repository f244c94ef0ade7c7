import { GFM, parser as markdownParser } from '@lezer/markdown';
import { htmlReferences } from './htmlReferences.ts';
import { readHtmlText } from './htmlText.ts';
import type { AltSlot, ImageReference } from './imageReference.ts';
import { looksLikeImage } from './looksLikeImage.ts';
import { shifted } from './shifted.ts';
import { yamlReferences } from './stringReferences.ts';
import { ancestors, nodesOf } from './syntaxTree.ts';
import type { SyntaxNode } from './syntaxTree.ts';

/** Pictures of Markdown: its own images, with or without a definition elsewhere, its HTML, and its front matter. */
export function markdownReferences(text: string): ImageReference[] {
  const front = /^---\r?\n[^]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0] ?? '';
  const body = blank(front) + text.slice(front.length);
  const tree = parser.parse(body);
  const definitions = readDefinitions(nodesOf(tree, ['LinkReference']), body);
  const html = nodesOf(tree, ['HTMLBlock', 'HTMLTag']);
  return [
    ...shifted(yamlReferences(front.slice(3).replace(/---\s*$/, '')), 3),
    ...nodesOf(tree, ['Image']).flatMap((image) => imageReference(image, body, definitions)),
    ...definitions.filter(({ address }) => looksLikeImage(address)).map(definitionReference),
    ...nodesOf(tree, ['Link']).flatMap((link) => pageReference(link, body)),
    ...(html.length > 0 ? htmlReferences(onlyParts(body, html)) : []),
  ];
}

const parser = markdownParser.configure(GFM);

/** Everything outside the parts becomes spaces, so that places stay what they are. */
function onlyParts(text: string, parts: readonly SyntaxNode[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { from, to } of parts) {
    if (from < position) continue;
    pieces.push(blank(text.slice(position, from)), text.slice(from, to));
    position = to;
  }
  return pieces.join('') + blank(text.slice(position));
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');

interface Definition {
  label: string;
  address: string;
  from: number;
  to: number;
}

function readDefinitions(nodes: readonly SyntaxNode[], text: string): Definition[] {
  return nodes.flatMap((node) => {
    const label = node.getChild('LinkLabel');
    const url = node.getChild('URL');
    if (!label || !url) return [];
    const address = readAddress(text.slice(url.from, url.to));
    return [{ label: normalLabel(text.slice(label.from, label.to)), address, from: node.from, to: node.to }];
  });
}

const definitionReference = ({ address, from, to }: Definition) => ({ address, from, to, construct: { from, to } });

function imageReference(image: SyntaxNode, text: string, definitions: readonly Definition[]): ImageReference[] {
  const { from, to } = image;
  const marks = image.getChildren('LinkMark');
  const altEnd = marks[1]?.from ?? to;
  const written = text.slice(from + 2, altEnd);
  const address = addressOf(image, written, text, definitions);
  if (address === undefined || address === '') return [];
  const alt = markdownAlt(written, from + 2, altEnd, image);
  return [{ address, from, to, construct: { from, to }, alt, ...linkAround(image, text) }];
}

/** A link to a document is a picture of its page: `[text](report.pdf#page=3)`. */
function pageReference(link: SyntaxNode, text: string): ImageReference[] {
  const url = link.getChild('URL');
  const address = url ? readAddress(text.slice(url.from, url.to)) : '';
  if (!/\.pdf(#page=\d+)?$/i.test(address)) return [];
  const { from, to } = link;
  return [{ address, from, to, construct: { from, to } }];
}

/** `![alt](address)`, `![alt][label]`, `![label][]` or `![label]`. */
function addressOf(image: SyntaxNode, alt: string, text: string, definitions: readonly Definition[]) {
  const url = image.getChild('URL');
  if (url) return readAddress(text.slice(url.from, url.to));
  // Parentheses with nothing in them.
  if (image.getChildren('LinkMark').length > 2) return undefined;
  const named = image.getChild('LinkLabel');
  const written = named ? text.slice(named.from, named.to) : '';
  const label = normalLabel(written === '' || written === '[]' ? `[${alt}]` : written);
  return definitions.find((definition) => definition.label === label)?.address;
}

/** Where the label is the description itself, `![label]` or `![label][]`, a new one keeps it behind: `![words][label]`. */
function markdownAlt(written: string, from: number, to: number, image: SyntaxNode): AltSlot {
  const common = { text: readText(written), before: '', escape: 'markdown' } as const;
  const isLabel = !image.getChild('URL') && (image.getChild('LinkLabel')?.to ?? 0) - to <= 3;
  if (isLabel) return { from, to: image.to, state: 'text', after: `][${written}]`, ...common };
  return { from, to, state: written.trim() === '' ? 'missing' : 'text', after: '', ...common };
}

function linkAround(image: SyntaxNode, text: string): { linkTarget?: string } {
  const link = ancestors(image).find(({ name }) => name === 'Link');
  const url = link?.getChild('URL');
  return link ? { linkTarget: url ? readAddress(text.slice(url.from, url.to)) : '' } : {};
}

const normalLabel = (label: string) => label.slice(1, -1).trim().replace(/\s+/g, ' ').toLowerCase();
/** A backslash before a letter is the separator of a Windows path, before punctuation an escape. */
const readText = (text: string) => readHtmlText(text.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
const readAddress = (url: string) => readText(/^<([^]*)>$/.exec(url)?.[1] ?? url);
