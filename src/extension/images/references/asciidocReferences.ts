import type { AltSlot, ImageReference } from './imageReference.ts';

/** Pictures of AsciiDoc: the block macro `image::…[…]` and the inline macro `image:…[…]`. */
export function asciidocReferences(text: string): ImageReference[] {
  const visible = withoutLiterals(text);
  const attributes = documentAttributes(visible);
  return [...visible.matchAll(macro)].map((match) => {
    const [whole, lead = '', target = '', list = ''] = match;
    const from = match.index + lead.length;
    const to = match.index + whole.length;
    const listFrom = to - 1 - list.length;
    const items = readList(list, listFrom);
    const link = items.find(({ name }) => name === 'link');
    return {
      address: inImagesFolder(substituted(target, attributes), attributes.get('imagesdir')),
      ...{ from, to, construct: { from, to }, alt: altSlot(items, listFrom) },
      ...(link ? { linkTarget: link.value } : {}),
    };
  });
}

/** A macro that a backslash escapes is plain text. */
const macro = /(^|[^\\\w:])image::?([^\s[\]:][^\n[\]]*)\[((?:[^\]\\"\n]|\\.|"(?:[^"\\]|\\.)*")*)\]/gm;

/** Blocks of code, comments and literal text, and lines of comments, as spaces. */
function withoutLiterals(text: string): string {
  let fence: string | undefined;
  return text
    .split('\n')
    .map((line) => {
      const mark = /^(-{4,}|\.{4,}|\+{4,}|\/{4,}|```)[ \t\w]*\r?$/.exec(line)?.[1];
      const isInside = fence !== undefined;
      if (mark !== undefined && (fence === undefined || mark === fence)) fence = isInside ? undefined : mark;
      return isInside || mark !== undefined || line.startsWith('//') ? ' '.repeat(line.length) : line;
    })
    .join('\n');
}

function documentAttributes(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/^:([\w-]+):[ \t]*(.*?)[ \t\r]*$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

const substituted = (target: string, attributes: ReadonlyMap<string, string>) =>
  target.replace(/\{([\w-]+)\}/g, (whole, name: string) => attributes.get(name) ?? whole);

function inImagesFolder(target: string, folder: string | undefined): string {
  const isWhole = /^([a-z][a-z0-9+.-]+:|[/\\])/i.test(target);
  return isWhole || !folder ? target : `${folder.replace(/[/\\]+$/, '')}/${target}`;
}

interface Item {
  /** Empty for an item that counts by its position. */
  name: string;
  value: string;
  /** An attribute of the document stands in it: `{name}`. */
  isComputed: boolean;
  from: number;
  to: number;
}

/** `Old text,200,link="a,b"`: items between commas that are outside quotes. */
function readList(list: string, listFrom: number): Item[] {
  return [...list.matchAll(/(?:[^,"\\]|\\.|"(?:[^"\\]|\\.)*")+/g)].map(({ 0: whole, index }) => {
    const [, name = '', written = ''] = /^\s*(?:([\w-]+)\s*=\s*)?([^]*?)\s*$/.exec(whole) ?? [];
    const unquoted = /^"([^]*)"$/.exec(written)?.[1] ?? written;
    const value = unquoted.replace(/\\(["\]]|\{\w[\w-]*\})/g, '$1');
    const isComputed = /(^|[^\\])\{\w[\w-]*\}/.test(unquoted);
    return { name, value, isComputed, from: listFrom + index, to: listFrom + index + whole.length };
  });
}

/** `alt=…`, else the first item by position, which ends at the first comma. */
function altSlot(items: readonly Item[], listFrom: number): AltSlot {
  const first = items.find(({ name, from }) => name === '' && from === listFrom);
  const written = items.find(({ name }) => name === 'alt') ?? first;
  const common = { after: '', escape: 'asciidoc' } as const;
  if (written) {
    const { from, to, value, name, isComputed } = written;
    const state = isComputed ? 'expression' : value === '' ? 'empty' : 'text';
    return { from, to, state, text: value, before: name === 'alt' ? 'alt=' : '', ...common };
  }
  const isHidden = items.some(({ name, value }) => name === 'role' && value === 'presentation');
  const after = items[0]?.from === listFrom ? ',' : '';
  return {
    from: listFrom,
    to: listFrom,
    state: isHidden ? 'exempt' : 'missing',
    text: '',
    before: '',
    ...common,
    after,
  };
}
