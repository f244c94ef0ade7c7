/** A Markdown image found in a text: `![alt](address "title")`. */
export interface MarkdownImage {
  /** The description. */
  alt: string;
  address: string;
  /** Where the address stands, as written. */
  addressFrom: number;
  addressTo: number;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

/** The images of a Markdown text, in order. One pass without backtracking, because a `data:` address can have megabytes. */
export function markdownImages(text: string): MarkdownImage[] {
  const images: MarkdownImage[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf('![', position);
    if (start < 0) return images;
    const image = isEscaped(text, start) ? undefined : readImage(text, start);
    if (image) images.push(image);
    position = image?.end ?? start + 2;
  }
}

function readImage(text: string, start: number): MarkdownImage | undefined {
  const altEnd = closing(text, start + 1, '[', ']');
  if (altEnd === undefined || text[altEnd + 1] !== '(') return undefined;
  const opened = skipSpace(text, altEnd + 2);
  const destination = text[opened] === '<' ? angled(text, opened) : bare(text, opened);
  if (!destination || destination.address === '') return undefined;
  const end = skipSpace(text, afterTitle(text, skipSpace(text, destination.end)));
  if (text[end] !== ')') return undefined;
  const { address, from, to } = destination;
  const alt = unescape(text.slice(start + 2, altEnd));
  return { alt, address, addressFrom: from, addressTo: to, start, end: end + 1 };
}

interface Destination {
  address: string;
  from: number;
  to: number;
  /** Where it ends with what encloses it. */
  end: number;
}

/** `<a path with spaces.png>` */
function angled(text: string, start: number): Destination | undefined {
  const end = text.indexOf('>', start);
  const address = text.slice(start + 1, end);
  if (end < 0 || address.includes('\n')) return undefined;
  return { address: unescape(address), from: start + 1, to: end, end: end + 1 };
}

/** A path without spaces, in which parentheses come in pairs. */
function bare(text: string, start: number): Destination | undefined {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (character === '(') depth++;
    else if ((character === ')' && depth-- === 0) || isSpace(character))
      return { address: unescape(text.slice(start, i)), from: start, to: i, end: i };
  }
  return undefined;
}

/** Where a title that starts here ends; here, if none does. */
function afterTitle(text: string, start: number): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return start;
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
  }
  return start;
}

/** The index of the bracket that closes the one at `start`. */
function closing(text: string, start: number, open: string, close: string): number | undefined {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i;
  }
  return undefined;
}

function skipSpace(text: string, start: number): number {
  let end = start;
  while (isSpace(text[end])) end++;
  return end;
}

const isSpace = (character: string | undefined) => character === ' ' || character === '\t' || character === '\n';
const isEscaped = (text: string, at: number) => text[at - 1] === '\\';
/** A backslash before punctuation stands for the punctuation; before a letter it is the separator of a Windows path. */
const unescape = (written: string) => written.replace(/\\([!-/:-@[-`{-~])/g, '$1');
