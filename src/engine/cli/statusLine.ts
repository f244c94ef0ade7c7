import type { Output } from './context.ts';

/** One line on a terminal that tells what is going on, each text in the place of the one before. */
export interface StatusLine {
  show(text: string): void;
  clear(): void;
}

/** A status line; where nobody watches a terminal it writes nothing. */
export function statusLine(output: Output): StatusLine {
  if (!output.isTTY) return { show: nothing, clear: nothing };
  let isShown = false;
  return {
    show: (text) => {
      isShown = true;
      output.write(`${eraseLine}${text}`);
    },
    clear: () => {
      if (isShown) output.write(eraseLine);
      isShown = false;
    },
  };
}

/** To the line's start, then erase to its end. */
const eraseLine = '\r\u001b[K';

function nothing(): void {
  return undefined;
}
