import { captionFormats, oneLine } from '../../../engine/api/captionFormats.ts';
import type { Caption } from '../../../engine/api/captionFormats.ts';
import { localise } from '../../localise.ts';
import { plainText } from '../plainText.ts';

/** Captions as a Markdown table, in which no words can act on the reader. */
export function captionTable(captions: readonly Caption[]): string {
  const rows = captions.map((caption) => {
    const words =
      'text' in caption
        ? cell(caption.text || localise('(no words)'))
        : `**${localise('No caption.')}** ${cell(caption.problem)}`;
    return `| ${cell(caption.name)} | ${words} |`;
  });
  return [`| ${localise('Picture')} | ${localise('Caption')} |`, '| --- | --- |', ...rows].join('\n');
}

/** Captions in the format that the ending of `file` names. */
export function captionFile(file: string, captions: readonly Caption[]): string {
  const ending = file.split('.').at(-1)?.toLowerCase() ?? '';
  // `%caption` takes no file with another ending.
  return captionFormats[ending as keyof typeof captionFormats](captions);
}

const cell = (text: string) => plainText(oneLine(text));
