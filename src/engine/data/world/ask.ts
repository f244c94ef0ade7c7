import type { Chance } from './chance.ts';
import type { Question } from './scene.ts';
import type { Split } from './split.ts';

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

/**
 * What training asks besides: kinds by lot, as often as they are named, until each answer was given once. Whether something is
 * there is learned by being asked for it and for something else in one and the same picture, long before the levels that test it.
 * Held-out pictures have no such questions.
 */
export function askLessons<Scene, Kind extends string>(
  table: AskTable<Scene, Kind>,
  kinds: readonly Kind[],
  { scene, split, asked }: { scene: Scene; split: Split; asked: readonly Question[] },
  chance: Chance,
): Question[] {
  if (split !== 'train') return [];
  const keyOf = ({ kind, answer }: Pick<Question, 'kind' | 'answer'>): string => `${kind} ${answer}`;
  const given = new Set(asked.map(keyOf));
  return kinds.flatMap((kind) => {
    const found = table[kind](scene, chance);
    if (!found || given.has(keyOf({ kind, answer: found.answer }))) return [];
    given.add(keyOf({ kind, answer: found.answer }));
    return [{ kind, ...found }];
  });
}
