import type { ImageReference } from './imageReference.ts';

/** Pictures of LaTeX: `\includegraphics[…]{…}` and its kin, with the folders of `\graphicspath`. */
export function latexReferences(text: string): ImageReference[] {
  const visible = withoutComments(text);
  const folders = graphicsFolders(visible);
  return [...visible.matchAll(/\\(?:includegraphics|includesvg|overpic)\*?\s*(?:\[[^\]]*\]\s*)*\{([^{}\n]+)\}/g)].map(
    (match) => {
      const from = match.index;
      const to = from + match[0].length;
      const address = (match[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
      return { address, from, to, construct: { from, to }, ...(folders.length > 0 ? { folders } : {}) };
    },
  );
}

/** `\graphicspath{{figures/}{../images/}}` */
function graphicsFolders(text: string): string[] {
  const lists = [...text.matchAll(/\\graphicspath\s*\{((?:\s*\{[^{}]*\})+)\s*\}/g)];
  return lists.flatMap(([, list = '']) => [...list.matchAll(/\{([^{}]*)\}/g)].map(([, folder = '']) => folder.trim()));
}

/** Comments and verbatim text as spaces, so that places stay what they are. `\%` is a percent sign. */
function withoutComments(text: string): string {
  const hidden = /\\begin\{(verbatim\*?|lstlisting|comment)\}[^]*?\\end\{\1\}|\\[^]|%[^\n]*/g;
  return text.replace(hidden, (whole: string) => (whole.length === 2 && whole.startsWith('\\') ? whole : blank(whole)));
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');
