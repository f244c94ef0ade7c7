import type { Ask } from '../ask.ts';
import { captionQuestions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { phrase, withArticle } from '../phrase.ts';
import type { IconScene } from './iconScene.ts';

/** Every kind of question about icons. */
export const iconQuestions = {
  name: askName,
  place: askPlace,
  exists: askExists,
  colour: askColour,
  count: askCount,
  refusal: askMissing,
  ...captionQuestions,
} as const satisfies Record<string, Ask<IconScene>>;

export type IconQuestionKind = keyof typeof iconQuestions;

type Asked = ReturnType<Ask<IconScene>>;

function askName({ icons, varied }: IconScene, chance: Chance): Asked {
  const [icon, ...more] = icons;
  if (!icon || more.length > 0) return undefined;
  const ways = ['What does the icon show?', 'What icon is it?', 'Which icon is this?'] as const;
  return { question: phrase(ways, varied, chance), answer: icon.concept, regions: [icon.box] };
}

function askPlace({ icons }: IconScene, chance: Chance): Asked {
  const icon = chance.pick(icons);
  if (!icon.place) return undefined;
  const where = icon.place === 'left' || icon.place === 'right' ? `on the ${icon.place}` : `at the ${icon.place}`;
  return { question: `What is ${where}?`, answer: icon.concept, regions: [icon.box] };
}

function askExists({ icons, known, varied }: IconScene, chance: Chance): Asked {
  const shown = icons.map(({ concept }) => concept);
  const wanted = chance.happens(0.5) ? chance.pick(shown) : chance.pick(known.filter((name) => !shown.includes(name)));
  const ways = [`Is there ${withArticle(wanted)}?`, `Do you see ${withArticle(wanted)}?`] as const;
  const found = icons.filter(({ concept }) => concept === wanted);
  const answer = found.length > 0 ? 'yes' : 'no';
  return { question: phrase(ways, varied, chance), answer, regions: found.map(({ box }) => box) };
}

function askColour({ icons, varied }: IconScene, chance: Chance): Asked {
  const icon = chance.pick(icons);
  if (!icon.colour || icons.filter(({ concept }) => concept === icon.concept).length > 1) return undefined;
  const named = icons.length === 1 && chance.happens(0.5) ? 'icon' : icon.concept;
  const ways = [`What colour is the ${named}?`, `What color is the ${named}?`] as const;
  return { question: phrase(ways, varied, chance), answer: icon.colour, regions: [icon.box] };
}

function askCount({ icons, varied }: IconScene, chance: Chance): Asked {
  const ways = ['How many icons are there?', 'Count the icons.'] as const;
  return { question: phrase(ways, varied, chance), answer: String(icons.length), regions: icons.map(({ box }) => box) };
}

function askMissing({ icons, known }: IconScene, chance: Chance): Asked {
  const other = chance.pick(known.filter((name) => icons.every(({ concept }) => concept !== name)));
  return { question: `What colour is the ${other}?`, answer: `There is no ${other}.`, regions: [] };
}
