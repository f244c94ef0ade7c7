/** One picture's words, or why it has none. `name` is its path from the notebook's folder. */
export type Caption = { name: string } & ({ text: string } | { problem: string });

/** Captions as files: those that cells write and tables export. Pictures without words are left out, but for their line in JSON. */
export const captionFormats = {
  csv: (captions: readonly Caption[]): string =>
    lines([['file', 'caption'], ...captioned(captions)].map((row) => row.map(csvField).join(','))),
  jsonl: (captions: readonly Caption[]): string =>
    lines(
      captions.map(({ name, ...rest }) =>
        JSON.stringify('text' in rest ? { file: name, caption: rest.text } : { file: name, problem: rest.problem }),
      ),
    ),
  txt: (captions: readonly Caption[]): string => lines(captioned(captions).map((row) => row.map(oneLine).join('\t'))),
};

/** A text without line breaks and spaces that show nothing. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function captioned(captions: readonly Caption[]): string[][] {
  return captions.flatMap((caption) => ('text' in caption ? [[caption.name, caption.text]] : []));
}

/** RFC 4180; a leading apostrophe keeps spreadsheets from taking a model's words for a formula. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
