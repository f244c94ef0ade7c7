import type { Chance } from './chance.ts';
import type { Question } from './scene.ts';

/** What is asked about a scene, or undefined where it gives no occasion to ask it. */
export type Ask<Scene> = (scene: Scene, chance: Chance) => Omit<Question, 'kind'> | undefined;

/** How to ask each kind of question about scenes of one family. */
export type AskTable<Scene, Kind extends string> = { readonly [kind in Kind]: Ask<Scene> };

/** One question of each kind for which the scene gives occasion, in an order drawn by lot; a kind named twice comes first more often. */
export function askEach<Scene, Kind extends string>(
  table: AskTable<Scene, Kind>,
  kinds: readonly Kind[],
  scene: Scene,
  chance: Chance,
): Question[] {
  return [...new Set(chance.shuffled(kinds))].flatMap((kind) => {
    const asked = table[kind](scene, chance);
    return asked ? [{ kind, ...asked }] : [];
  });
}
