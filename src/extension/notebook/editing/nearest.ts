/** The candidate that was probably meant: the one with the fewest differences, if they are few for a word of this length. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.slice(0, longestWord).toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const [best] = candidates
    .filter((candidate) => Math.abs(candidate.length - wanted.length) <= limit)
    .map((candidate) => ({ candidate, distance: differences(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= limit ? best.candidate : undefined;
}

/** Nobody mistypes a longer name by a letter, and the comparison takes the square of the length. */
const longestWord = 200;

/** Letters to add, drop, replace or swap with their neighbour (optimal string alignment). */
function differences(a: string, b: string): number {
  // Rows are as long as `b` and one more, so that every index below is in range.
  let [before, above] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      // In range: see above.
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? before[j - 2]! + 1 : Infinity;
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, replaced, swapped));
    }
    [before, above] = [above, row];
  }
  return above[b.length]!;
}
