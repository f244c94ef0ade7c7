/** A regular expression, understood: texts that match it from their first character to their last. */
export type Pattern =
  | { readonly kind: 'characters'; readonly ascii: ReadonlySet<number>; readonly beyond: 'all' | readonly string[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly ways: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number };

/** Whether the empty text matches. */
export function matchesNothing(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'characters':
      return false;
    case 'sequence':
      return pattern.parts.every(matchesNothing);
    case 'choice':
      return pattern.ways.some(matchesNothing);
    case 'repeat':
      return pattern.least === 0 || matchesNothing(pattern.part);
  }
}

/** How many characters the pattern names once every counted repetition is written out. */
export function weight(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'characters':
      return 1;
    case 'sequence':
      return pattern.parts.reduce((sum, part) => sum + weight(part), 0);
    case 'choice':
      return pattern.ways.reduce((sum, way) => sum + weight(way), 0);
    case 'repeat':
      return weight(pattern.part) * (pattern.most === Infinity ? pattern.least + 1 : pattern.most);
  }
}
