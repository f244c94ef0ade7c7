import type { Chance } from './chance.ts';
import { hexOf } from './palette.ts';

/** What is behind a drawing. A dark ground turns the task around, so levels bring it in late and alone. */
const grounds = {
  white: () => '#ffffff',
  tinted: (chance: Chance) => hexOf(chance.between(0, 360), chance.between(0.2, 0.8), chance.between(0.88, 0.97)),
  dark: (chance: Chance) => hexOf(chance.between(0, 360), chance.between(0, 0.4), chance.between(0.05, 0.18)),
};

export type GroundName = keyof typeof grounds;

/** A ground of one of these kinds, and which it is. */
export function drawGround(kinds: readonly GroundName[], chance: Chance): { kind: GroundName; fill: string } {
  const kind = chance.pick(kinds);
  return { kind, fill: grounds[kind](chance) };
}
