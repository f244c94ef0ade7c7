import { pointName } from './pointName.ts';
import type { Space } from './space.ts';

/** The points whose name contains all the words of a search, whatever their case. An empty search finds none. */
export function search({ points, survey }: Space, text: string): number[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return [...points.keys()].filter((point) => {
    const token = points[point];
    const kind = token?.kind === 'patch' ? 'patch' : 'word';
    const name = `${kind} ${pointName(token, survey.pictures)}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
}
