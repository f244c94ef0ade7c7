import { seededRandom } from '../../src/engine/generate/seededRandom.ts';

// Above the byte pieces and below the special tokens of the published vocabulary.
const [first, last] = [300, 90_000];

/** A prompt of ordinary tokens: the same for every contender and in every round. */
export function randomIds(count: number): number[] {
  const random = seededRandom(count);
  return Array.from({ length: count }, () => first + Math.floor(random() * (last - first)));
}
