import type { Chance } from '../chance.ts';
import type { Ask } from '../ask.ts';
import { captionQuestions } from '../captions.ts';
import { phrase, plural, withArticle } from '../phrase.ts';
import { combinationSplit } from './combination.ts';
import { askHalf, askSide } from './placeLessons.ts';
import { axes, boxOf, nameOf, wordsFor, type Item, type Names, type ShapeScene } from './shapeScene.ts';

/** Every kind of question about shapes. */
export const shapeQuestions = {
  colour: askColour,
  shape: askShape,
  exists: askExists,
  count: askCount,
  position: askPosition,
  size: askSize,
  refusal: askMissing,
  half: askHalf,
  side: askSide,
  ...captionQuestions,
} as const satisfies Record<string, Ask<ShapeScene>>;

type Asked = ReturnType<Ask<ShapeScene>>;

export type ShapeQuestionKind = keyof typeof shapeQuestions;

function askColour({ items, varied }: ShapeScene, chance: Chance): Asked {
  const [item] = chance.shuffled(
    items.filter(({ form, colour }) => colour && items.filter((other) => other.form === form).length === 1),
  );
  if (!item?.colour) return undefined;
  const thing = item.form ?? 'shape';
  const named = phrase([`What colour is the ${thing}?`, `What color is the ${thing}?`], varied, chance);
  const question = items.length === 1 && chance.happens(0.5) ? 'What colour is the shape?' : named;
  return { question, answer: item.colour, regions: [boxOf(item)] };
}

function askShape({ items, varied }: ShapeScene, chance: Chance): Asked {
  const [item] = chance.shuffled(
    items.filter(
      ({ colour }) => (colour ?? items.length === 1) && items.filter((other) => other.colour === colour).length === 1,
    ),
  );
  if (!item?.form) return undefined;
  const named = phrase([`What shape is ${item.colour}?`, `Which shape is ${item.colour}?`], varied, chance);
  const isAlone = !item.colour || (items.length === 1 && chance.happens(0.5));
  const question = isAlone ? 'What shape is it?' : named;
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
  const wanted = chance.pick([{}, {}, ...sayable([{ form }, { colour }], items)]);
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

function askMissing(scene: ShapeScene, chance: Chance): Asked {
  const { forms, colours } = scene.known;
  const [form] = chance.shuffled(forms.filter((name) => isAbsent(scene, { form: name })));
  const [colour] = chance.shuffled(colours.filter((name) => isAbsent(scene, { colour: name })));
  const ways = [
    ...(form ? [{ question: `What colour is the ${form}?`, answer: `There is no ${form}.`, regions: [] }] : []),
    ...(colour ? [{ question: `What shape is ${colour}?`, answer: `Nothing is ${colour}.`, regions: [] }] : []),
  ];
  return ways.length > 0 ? chance.pick(ways) : undefined;
}

/** As often something that is there as something that is not; what is not there differs in one respect where it can. */
function drawWanted(scene: ShapeScene, chance: Chance): Names {
  const { items, known } = scene;
  const { form, colour } = chance.pick(items);
  const whole = chance.pick(sayable([{ form }, { colour }, { form, colour }], items));
  if (chance.happens(0.5)) return whole;
  const others = [
    ...known.forms.map((name) => ({ ...whole, form: name })),
    ...known.colours.map((name) => ({ ...whole, colour: name })),
  ].filter((wanted) => Object.keys(wanted).length === Object.keys(whole).length);
  return chance.shuffled(others.filter((wanted) => isAbsent(scene, wanted)))[0] ?? whole;
}

/** Those of the descriptions that say nothing for which a shape of the scene lacks a name: it could be called that, too. */
function sayable(wanted: readonly Names[], items: readonly Item[]): Names[] {
  const [byForm, byColour] = [items.every(({ form }) => form), items.every(({ colour }) => colour)];
  return wanted.filter((one) => (byForm || !('form' in one)) && (byColour || !('colour' in one)));
}

/**
 * Whether a question may ask for this in vain. In training nothing is asked for that would make a held-out combination with what
 * is there: who never sees red circles, but hears of red squares that they are no circles, learns that red things are none.
 */
function isAbsent({ items, split }: ShapeScene, wanted: Names): boolean {
  if (items.some((item) => isLike(item, wanted))) return false;
  return split !== 'train' || items.every((item) => isLearned({ ...item, ...wanted }));
}

function isLearned({ form, colour }: Names): boolean {
  return !form || !colour || combinationSplit({ form, colour }) === 'train';
}

function isLike(item: Item, wanted: Names): boolean {
  return (wanted.form ?? item.form) === item.form && (wanted.colour ?? item.colour) === item.colour;
}
