/** Why pictures were not described: every reason once, of many different ones the first. */
export function failureReasons(sentences: readonly string[]): string {
  return [...new Set(sentences)].slice(0, mostReasons).join(' ');
}

/** More does not fit into a message of the editor. */
const mostReasons = 4;
