/**
 * How many words two texts share, in [0, 1]: the harmonic mean of the share of each (SQuAD's F1). For answers that can be
 * right in many words.
 */
export function wordOverlap(found: string, expected: string): number {
  const [a, b] = [wordsOf(found), wordsOf(expected)];
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1);
  const shared = a.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  }).length;
  return (2 * shared) / (a.length + b.length);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
