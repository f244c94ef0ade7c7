/** Why the file system refused, in the system's own words, without what the editor writes around them. */
export function refusalOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /\bE[A-Z]+: ([^,]+)/.exec(text)?.[1] ?? text;
}
