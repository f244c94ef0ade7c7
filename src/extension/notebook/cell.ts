import { ExtensionError } from '../extensionError.ts';
import { directiveLines } from './directiveLines.ts';
import { readDirective } from './directives.ts';
import type { CellOptions } from './directives.ts';
import { markdownImages } from './markdownImages.ts';
import type { MarkdownImage } from './markdownImages.ts';
import { pictureNames } from './pictureNames.ts';

/** A question cell, understood. */
export interface Cell {
  options: CellOptions;
  /** Addresses of the pictures, as written, in order. */
  images: string[];
  /** What each picture is called. */
  names: string[];
  /** The rest of the text; `<image>` stands for each picture unless all of them come first. */
  question: string;
}

/** Reads a cell: `%` lines set options, Markdown images are the pictures, the rest is the question. */
export function parseCell(text: string): Cell {
  const { options, rest } = takeDirectives(text.replaceAll('\r\n', '\n'));
  const images = markdownImages(rest);
  const question = questionWithout(images, rest);
  const isSilent = question.replaceAll(placeholder, '').trim() === '';
  if (isSilent && !speaksForItself.has(options.verb?.kind)) throw new ExtensionError('cell/no-question', undefined);
  return { options, images: images.map(({ address }) => address), names: pictureNames(images), question };
}

/** What is asked for without words of the cell's own. */
const speaksForItself: ReadonlySet<string | undefined> = new Set(['caption', 'map', 'embed', 'train', 'evaluate']);

/** Whether a cell wants words of a model: even one that cannot be read is told to have no answer only where it asked for one. */
export function asksModel(text: string): boolean {
  return !directiveLines(text).some(({ name }) => asksNothing.has(name));
}

const asksNothing: ReadonlySet<string> = new Set(['map', 'embed', 'train', 'evaluate']);

const placeholder = '<image>';

function takeDirectives(text: string): { options: CellOptions; rest: string } {
  const options: CellOptions = {};
  const lines = directiveLines(text);
  for (const { name, value, line } of lines) {
    const own = readDirective(name, value, line);
    if (own.verb && options.verb)
      throw new ExtensionError('cell/two-verbs', { first: options.verb.kind, second: name, line });
    Object.assign(options, own);
  }
  const taken = new Set(lines.map(({ line }) => line));
  const kept = text.split('\n').filter((_, index) => !taken.has(index + 1));
  return { options, rest: kept.map((line) => line.replace(/^\\%/, '%')).join('\n') };
}

/** Pictures that all come first need no mark: the model reads unmarked pictures before the text. */
function questionWithout(images: MarkdownImage[], text: string): string {
  const last = images.at(-1);
  const allFirst = last !== undefined && replaceImages(text.slice(0, last.end), images, '').trim() === '';
  return replaceImages(text, images, allFirst ? '' : placeholder).trim();
}

function replaceImages(text: string, images: MarkdownImage[], replacement: string): string {
  const starts = [0, ...images.map(({ end }) => end)];
  const ends = [...images.map(({ start }) => start), text.length];
  return starts.map((start, i) => text.slice(start, ends[i])).join(replacement);
}
