import type { Chance } from '../chance.ts';
import type { Ask } from '../ask.ts';
import { captionQuestions } from '../captions.ts';
import { phrase, plural, withArticle } from '../phrase.ts';
import { axes, boxOf, nameOf, type Item, type ShapeScene } from './shapeScene.ts';

/** Every kind of question about shapes. */
export const shapeQuestions = {
  colour: askColour,
  shape: askShape,
  exists: askExists,
  count: askCount,
  position: askPosition,
  size: askSize,
  refusal: askMissing,
  ...captionQuestions,
} as const satisfies Record<string, Ask<ShapeScene>>;

type Asked = ReturnType<Ask<ShapeScene>>;

export type ShapeQuestionKind = keyof typeof shapeQuestions;

function askColour({ items, varied }: ShapeScene, chance: Chance): Asked {
  const [item] = chance.shuffled(items.filter(({ form }) => items.filter((other) => other.form === form).length === 1));
  if (!item) return undefined;
  const named = phrase([`What colour is the ${item.form}?`, `What color is the ${item.form}?`], varied, chance);
  const question = items.length === 1 && chance.happens(0.5) ? 'What colour is the shape?' : named;
  return { question, answer: item.colour, regions: [boxOf(item)] };
}

function askShape({ items, varied }: ShapeScene, chance: Chance): Asked {
  const [item] = chance.shuffled(
    items.filter(({ colour }) => items.filter((other) => other.colour === colour).length === 1),
  );
  if (!item) return undefined;
  const named = phrase([`What shape is ${item.colour}?`, `Which shape is ${item.colour}?`], varied, chance);
  const question = items.length === 1 && chance.happens(0.5) ? 'What shape is it?' : named;
  return { question, answer: item.form, regions: [boxOf(item)] };
}

function askExists(scene: ShapeScene, chance: Chance): Asked {
  const wanted = drawWanted(scene, chance);
  const found = scene.items.filter((item) => isLike(item, wanted));
  const thing = withArticle(wordsFor(wanted, 'shape'));
  const question = phrase([`Is there ${thing}?`, `Do you see ${thing}?`], scene.varied, chance);
  return { question, answer: found.length > 0 ? 'yes' : 'no', regions: found.map(boxOf) };
}

function askCount({ items, varied }: ShapeScene, chance: Chance): Asked {
  const { form, colour } = chance.pick(items);
  const wanted = chance.pick([{}, {}, { form }, { colour }]);
  const found = items.filter((item) => isLike(item, wanted));
  const things = plural(wordsFor(wanted, 'shape'));
  const question = phrase([`How many ${things} are there?`, `Count the ${things}.`], varied, chance);
  return { question, answer: String(found.length), regions: found.map(boxOf) };
}

function askPosition({ items }: ShapeScene, chance: Chance): Asked {
  const [one, other] = chance.shuffled(items.filter((item) => nameOf(item, items)));
  if (!one || !other) return undefined;
  const [axis] = chance.shuffled(axes.filter(({ of }) => Math.abs(of(one) - of(other)) > 14));
  if (!axis) return undefined;
  return {
    question: `Is the ${nameOf(one, items)} ${axis.less} or ${axis.more} the ${nameOf(other, items)}?`,
    answer: axis.of(one) < axis.of(other) ? axis.lessAnswer : axis.moreAnswer,
    regions: [boxOf(one), boxOf(other)],
  };
}

function askSize({ items, varied }: ShapeScene, chance: Chance): Asked {
  const [one, other] = chance.shuffled(items.filter((item) => nameOf(item, items)));
  if (!one || !other) return undefined;
  const [small, large] = one.radius < other.radius ? [one, other] : [other, one];
  if (large.radius < 1.4 * small.radius) return undefined;
  const [word, right] = chance.pick([['larger', large] as const, ['smaller', small] as const]);
  const pair = `the ${nameOf(one, items)} or the ${nameOf(other, items)}`;
  const question = phrase([`Which is ${word}, ${pair}?`, `What is ${word}: ${pair}?`], varied, chance);
  return { question, answer: nameOf(right, items) ?? '', regions: [boxOf(one), boxOf(other)] };
}

function askMissing({ items, known }: ShapeScene, chance: Chance): Asked {
  const [form] = chance.shuffled(known.forms.filter((name) => items.every((item) => item.form !== name)));
  const [colour] = chance.shuffled(known.colours.filter((name) => items.every((item) => item.colour !== name)));
  if (!form || !colour) return undefined;
  return chance.pick([
    { question: `What colour is the ${form}?`, answer: `There is no ${form}.`, regions: [] },
    { question: `What shape is ${colour}?`, answer: `Nothing is ${colour}.`, regions: [] },
  ]);
}

/** What a shape may be asked for by. */
type Wanted = Partial<Pick<Item, 'form' | 'colour'>>;

/** As often something that is there as something that is not; what is not there differs in one respect where it can. */
function drawWanted({ items, known }: ShapeScene, chance: Chance): Wanted {
  const { form, colour } = chance.pick(items);
  const whole = chance.pick([{ form }, { colour }, { form, colour }]);
  if (chance.happens(0.5)) return whole;
  const others = [
    ...known.forms.map((name) => ({ ...whole, form: name })),
    ...known.colours.map((name) => ({ ...whole, colour: name })),
  ].filter((wanted) => Object.keys(wanted).length === Object.keys(whole).length);
  const absent = others.filter((wanted) => !items.some((item) => isLike(item, wanted)));
  return chance.shuffled(absent)[0] ?? whole;
}

function isLike(item: Item, wanted: Wanted): boolean {
  return (wanted.form ?? item.form) === item.form && (wanted.colour ?? item.colour) === item.colour;
}

function wordsFor({ form, colour }: Wanted, any: string): string {
  return [colour, form ?? any].filter((word) => word !== undefined).join(' ');
}
