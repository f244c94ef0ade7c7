import type { Ask } from '../ask.ts';
import type { Chance } from '../chance.ts';
import { canvasSide } from '../scene.ts';
import { axes, boxOf, nameOf, type Item, type ShapeScene } from './shapeScene.ts';

type Asked = ReturnType<Ask<ShapeScene>>;

// Units: nearer than this, nobody would say which side a shape is on.
const clear = 14;

/**
 * Where one shape lies in the picture. Training alone asks it: to find the place of what a word names is the first half of telling
 * where it lies from another thing, and the words are those of that question.
 */
export function askHalf({ items }: ShapeScene, chance: Chance): Asked {
  const [item] = chance.shuffled(items.filter((one) => nameOf(one, items)));
  if (!item) return undefined;
  const [axis] = chance.shuffled(axes.filter(({ of }) => Math.abs(of(item) - canvasSide / 2) > clear));
  if (!axis) return undefined;
  const name = items.length === 1 ? 'shape' : nameOf(item, items);
  return {
    question: `Is the ${name} ${axis.less} or ${axis.more} the middle?`,
    answer: axis.of(item) < canvasSide / 2 ? axis.lessAnswer : axis.moreAnswer,
    regions: [boxOf(item)],
  };
}

/** Which of two shapes lies on a side, by its form or colour: the same the other way round. Training alone asks it. */
export function askSide({ items }: ShapeScene, chance: Chance): Asked {
  const [one, other, ...more] = items;
  if (!one || !other || more.length > 0) return undefined;
  const [axis] = chance.shuffled(axes.filter(({ of }) => Math.abs(of(one) - of(other)) > clear));
  if (!axis) return undefined;
  const isLess = chance.happens(0.5);
  const found = axis.of(one) < axis.of(other) === isLess ? one : other;
  const [part] = chance.shuffled((['form', 'colour'] as const).filter((name) => found[name]));
  const answer = part && found[part];
  if (!answer) return undefined;
  const where = isLess ? axis.lessSide : axis.moreSide;
  return { question: `What ${words[part]} is ${where}?`, answer, regions: [boxOf(found)] };
}

const words = { form: 'shape', colour: 'colour' } as const satisfies { readonly [part in keyof Item]?: string };
