import { plainText } from '../plainText.ts';

/** One picture's words, or why it has none. `name` is its path from the notebook's folder. */
export type Caption = { name: string } & ({ text: string } | { problem: string });

/** Captions as a Markdown table, in which no words can act on the reader. */
export function captionTable(captions: readonly Caption[]): string {
  const rows = captions.map((caption) => {
    const words = 'text' in caption ? cell(caption.text || '(no words)') : `**No caption.** ${cell(caption.problem)}`;
    return `| ${cell(caption.name)} | ${words} |`;
  });
  return ['| Picture | Caption |', '| --- | --- |', ...rows].join('\n');
}

/** Captions in the format that the ending of `file` names. Pictures without one are left out, but for their line in JSON. */
export function captionFile(file: string, captions: readonly Caption[]): string {
  const ending = file.split('.').at(-1)?.toLowerCase() ?? '';
  // `%caption` takes no file with another ending.
  return formats[ending as keyof typeof formats](captions);
}

const formats = {
  csv: (captions: readonly Caption[]) =>
    lines([['file', 'caption'], ...captioned(captions)].map((row) => row.map(csvField).join(','))),
  jsonl: (captions: readonly Caption[]) =>
    lines(
      captions.map(({ name, ...rest }) =>
        JSON.stringify('text' in rest ? { file: name, caption: rest.text } : { file: name, problem: rest.problem }),
      ),
    ),
  txt: (captions: readonly Caption[]) => lines(captioned(captions).map((row) => row.map(oneLine).join('\t'))),
};

function captioned(captions: readonly Caption[]): string[][] {
  return captions.flatMap((caption) => ('text' in caption ? [[caption.name, caption.text]] : []));
}

/** RFC 4180; a leading apostrophe keeps spreadsheets from taking a model's words for a formula. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const cell = (text: string) => plainText(oneLine(text));
