/** Everything that is drawn by lot in a picture; the same generator gives the same picture. */
export interface Chance {
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  /** True in this share of cases. */
  happens(share: number): boolean;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** The list in another order. */
  shuffled<T>(list: readonly T[]): T[];
}

/** Draws by `random`, which returns numbers in [0, 1). */
export function chanceOf(random: () => number): Chance {
  const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  return {
    whole,
    between: (low, high) => low + random() * (high - low),
    happens: (share) => random() < share,
    // `whole` stays inside the list.
    pick: (list) => list[whole(0, list.length - 1)]!,
    shuffled: (list) => shuffle([...list], whole),
  };
}

/** Fisher and Yates: each order is equally likely. */
function shuffle<T>(list: T[], whole: (low: number, high: number) => number): T[] {
  for (let last = list.length - 1; last > 0; last--) {
    const other = whole(0, last);
    // Both positions are inside the list.
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}
