import { directiveLines } from '../directiveLines.ts';
import { markdownImages } from '../markdownImages.ts';
import { errorMime, streamMimes } from '../nbformatOutput.ts';
import type { OutputItem } from '../plainNotebook.ts';
import { neutralise } from '../untrustedMarkdown.ts';

/** A cell as it is exported. */
export interface ExportCell {
  kind: 'text' | 'question' | 'code';
  /** The editor's name for the language of code. */
  language: string;
  text: string;
  /** Each output in all its forms. */
  outputs: OutputItem[][];
  /** Where each picture is in what is exported, by the address that the cell has; others stay as they are. */
  pictures: ReadonlyMap<string, string>;
}

/** A notebook as one Markdown text: questions as they stand, answers as quotations. `pictureOf` gives pictures of outputs an address. */
export function notebookMarkdown(cells: readonly ExportCell[], pictureOf: (item: OutputItem) => string): string {
  const parts = cells.flatMap((cell) => [
    writers[cell.kind](cell),
    ...cell.outputs.map((items) => quoted(outputMarkdown(items, pictureOf))),
  ]);
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const writers: { readonly [kind in ExportCell['kind']]: (cell: ExportCell) => string } = {
  text: ({ text, pictures }) => withPictures(text, pictures).trim(),
  question: questionMarkdown,
  code: ({ text, language }) => fenced(text, language),
};

/** `%` lines in a row, as code; then the question with its pictures. */
function questionMarkdown({ text, pictures }: ExportCell): string {
  const lines = directiveLines(text);
  const taken = new Set(lines.map(({ line }) => line));
  const rest = text.split('\n').filter((_, index) => !taken.has(index + 1));
  const options = lines.map(({ name, value }) => code(`%${name} ${value}`.trim())).join(' ');
  return [options, withPictures(rest.join('\n'), pictures).trim()].filter((part) => part !== '').join('\n\n');
}

function withPictures(text: string, pictures: ReadonlyMap<string, string>): string {
  let position = 0;
  const parts: string[] = [];
  for (const { address, addressFrom, addressTo } of markdownImages(text)) {
    const moved = pictures.get(address);
    if (moved === undefined) continue;
    parts.push(text.slice(position, addressFrom), moved);
    position = addressTo;
  }
  return parts.join('') + text.slice(position);
}

/** The form that reads best. What a model or a program wrote cannot act on the reader. */
function outputMarkdown(items: readonly OutputItem[], pictureOf: (item: OutputItem) => string): string {
  for (const [type, write] of forms) {
    const item = items.find(({ mime }) => type.test(mime));
    if (item) return write(item, pictureOf);
  }
  return '';
}

const forms: readonly [RegExp, (item: OutputItem, pictureOf: (item: OutputItem) => string) => string][] = [
  [/^text\/markdown$/, ({ bytes }) => neutralise(decode(bytes).trim())],
  [/^image\/(png|jpeg|gif|webp|svg\+xml)$/, (item, pictureOf) => `![](${pictureOf(item)})`],
  [/^text\/plain$/, ({ bytes }) => fenced(decode(bytes), '')],
  [exactly(streamMimes.stdout, streamMimes.stderr, errorMime), ({ bytes }) => fenced(decode(bytes), '')],
];

function exactly(...mimes: string[]): RegExp {
  return new RegExp(`^(${mimes.map((mime) => mime.replace(/[.+]/g, '\\$&')).join('|')})$`);
}

const quoted = (markdown: string) => (markdown === '' ? '' : markdown.replace(/^/gm, '> ').replace(/^> $/gm, '>'));

/** Fenced by more backticks than stand in the text. */
function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}${language.replace(/[^\w+-]/g, '')}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function code(text: string): string {
  const ticks = '`'.repeat(Math.max(1, ...[...text.matchAll(/`+/g)].map(([found]) => found.length + 1)));
  return ticks.length === 1 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`;
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
