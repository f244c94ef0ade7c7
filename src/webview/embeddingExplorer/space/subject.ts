import { pointName, spelled } from './pointName.ts';
import type { Space } from './space.ts';

/**
 * The points that maps and neighbours are of: the current one, or where it is a piece of several that are selected and all
 * of them are text, these together. A word is often more than one piece.
 */
export function subjectPoints(
  { points }: Space,
  { current, selected }: { current: number | undefined; selected: ReadonlySet<number> },
): number[] {
  if (current === undefined) return [];
  const isWord =
    selected.size > 1 && selected.has(current) && [...selected].every((point) => points[point]?.kind === 'text');
  return isWord ? [...selected].sort((a, b) => a - b) : [current];
}

/** What those points are, for a person. */
export function subjectName({ points, survey }: Space, subject: readonly number[]): string {
  if (subject.length === 1) return pointName(points[subject[0] ?? 0], survey.pictures);
  return `“${spelled(subject.map((point) => points[point]))}”`;
}
