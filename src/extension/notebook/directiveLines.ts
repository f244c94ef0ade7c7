/** A line of a cell that begins with `%`, with places counted from the start of the text. */
export interface DirectiveLine {
  name: string;
  value: string;
  /** Counts from 1. */
  line: number;
  /** Where the line begins: at its `%`. */
  from: number;
  /** Where the name ends. */
  nameTo: number;
  to: number;
}

/** The `%` lines of a text whose lines end in `\n` or `\r\n`. */
export function directiveLines(text: string): DirectiveLine[] {
  let from = 0;
  return text.split('\n').flatMap((written, index) => {
    const start = from;
    from += written.length + 1;
    const match = /^%(\w+)[ \t]*(.*)$/.exec(written.replace(/\r$/, ''));
    if (!match) return [];
    const [whole, name = '', value = ''] = match;
    const places = { from: start, nameTo: start + 1 + name.length, to: start + whole.trimEnd().length };
    return [{ name, value: value.trim(), line: index + 1, ...places }];
  });
}
