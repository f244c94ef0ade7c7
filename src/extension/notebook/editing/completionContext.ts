/** What is being written at the cursor of a cell; `written` is what of it stands there, to be replaced. */
export type CompletionContext =
  | { kind: 'directive'; written: string }
  | { kind: 'value'; directive: string; written: string }
  | { kind: 'picture'; written: string };

/** Understands the line up to the cursor; undefined where nothing is offered. */
export function completionContext(line: string): CompletionContext | undefined {
  const directive = /^%\w*$/.exec(line);
  if (directive) return { kind: 'directive', written: line };
  const value = /^%(\w+)[ \t]+(?:.*[ \t])?([^ \t]*)$/.exec(line);
  if (value) return { kind: 'value', directive: value[1] ?? '', written: value[2] ?? '' };
  const picture = /!\[[^\]]*\]\((?:<([^>]*)|([^\s)]*))$/.exec(line);
  return picture ? { kind: 'picture', written: picture[1] ?? picture[2] ?? '' } : undefined;
}
