/** Whether an answer is the expected one, character for character. */
export function isExact(found: string, expected: string): boolean {
  return found === expected;
}

/** Whether it is, up to case and to characters that many fonts draw alike: `0` and `o`; `1`, `l`, `i` and `|`. */
export function isAlike(found: string, expected: string): boolean {
  return folded(found) === folded(expected);
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll('0', 'o').replaceAll(/[1i|]/g, 'l');
}
