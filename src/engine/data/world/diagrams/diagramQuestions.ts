import type { Ask } from '../ask.ts';
import { captionQuestions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { phrase } from '../phrase.ts';
import { labelOf } from '../text/strings.ts';
import { after, before, type DiagramBox, type DiagramScene } from './diagram.ts';

/** Every kind of question about diagrams. */
export const diagramQuestions = {
  next: askNext,
  from: askFrom,
  linked: askLinked,
  count: askCount,
  start: askStart,
  end: askEnd,
  colour: askColour,
  refusal: askMissing,
  direction: askDirection,
  ...captionQuestions,
} as const satisfies Record<string, Ask<DiagramScene>>;

export type DiagramQuestionKind = keyof typeof diagramQuestions;

type Asked = ReturnType<Ask<DiagramScene>>;

function askNext(scene: DiagramScene, chance: Chance): Asked {
  const [box, target] = chance.shuffled(pairsWith(scene, after))[0] ?? [];
  if (!box || !target) return undefined;
  const ways = [`Where does ${box.label} lead?`, `What comes after ${box.label}?`] as const;
  return {
    question: phrase(ways, scene.varied, chance),
    answer: target.label,
    regions: placesOf(scene, [box, target]),
  };
}

function askFrom(scene: DiagramScene, chance: Chance): Asked {
  const [box, source] = chance.shuffled(pairsWith(scene, before))[0] ?? [];
  if (!box || !source) return undefined;
  const ways = [`What leads to ${box.label}?`, `What comes before ${box.label}?`] as const;
  return {
    question: phrase(ways, scene.varied, chance),
    answer: source.label,
    regions: placesOf(scene, [box, source]),
  };
}

/** Boxes with exactly one box after (or before) them, and that one. */
function pairsWith(scene: DiagramScene, side: typeof after): [DiagramBox, DiagramBox][] {
  return scene.boxes.flatMap((box, at): [DiagramBox, DiagramBox][] => {
    const [only, ...more] = side(scene, at);
    return only && more.length === 0 ? [[box, only]] : [];
  });
}

/** As often yes as no; for no, the arrow may point the other way. */
function askLinked(scene: DiagramScene, chance: Chance): Asked {
  const { boxes, arrows } = scene;
  const isSo = chance.happens(0.5);
  const apart = boxes.flatMap((_, from) => boxes.map((__, to) => ({ from, to })));
  const absent = apart.filter(
    ({ from, to }) => from !== to && !arrows.some((arrow) => arrow.from === from && arrow.to === to),
  );
  const [pair] = chance.shuffled(isSo ? arrows : absent);
  const [one, other] = [boxes[pair?.from ?? 0], boxes[pair?.to ?? 1]];
  if (!pair || !one || !other) return undefined;
  const question = `Is there an arrow from ${one.label} to ${other.label}?`;
  return { question, answer: isSo ? 'yes' : 'no', regions: placesOf(scene, [one, other]) };
}

function askCount({ boxes, places, varied }: DiagramScene, chance: Chance): Asked {
  const ways = ['How many boxes are there?', 'Count the boxes.'] as const;
  return { question: phrase(ways, varied, chance), answer: String(boxes.length), regions: places };
}

function askStart(scene: DiagramScene, chance: Chance): Asked {
  return askOnly(scene, before, phrase(['Where does it start?', 'What is the first box?'], scene.varied, chance));
}

function askEnd(scene: DiagramScene, chance: Chance): Asked {
  return askOnly(scene, after, phrase(['Where does it end?', 'What is the last box?'], scene.varied, chance));
}

/** The one box that has nothing on this side. */
function askOnly(scene: DiagramScene, side: typeof after, question: string): Asked {
  const [only, ...more] = scene.boxes.filter((_, at) => side(scene, at).length === 0);
  if (!only || more.length > 0) return undefined;
  return { question, answer: only.label, regions: placesOf(scene, [only]) };
}

/** Where the head of a single arrow is: of what `linked` asks, what has to be seen. Training alone asks it. */
function askDirection({ boxes, arrows, places }: DiagramScene): Asked {
  const [arrow, ...more] = arrows;
  const [from, to] = [boxes[arrow?.from ?? 0], boxes[arrow?.to ?? 0]];
  if (!arrow || !from || !to || more.length > 0) return undefined;
  const across = to.column - from.column;
  const answer = across === 0 ? (to.row > from.row ? 'down' : 'up') : across > 0 ? 'right' : 'left';
  return { question: 'Which way does the arrow point?', answer, regions: places };
}

function askColour(scene: DiagramScene, chance: Chance): Asked {
  const box = chance.pick(scene.boxes);
  if (box.colour === undefined) return undefined;
  const ways = [`What colour is ${box.label}?`, `What color is ${box.label}?`] as const;
  return { question: phrase(ways, scene.varied, chance), answer: box.colour, regions: placesOf(scene, [box]) };
}

/** An end asked where it leads, or a box that is not there. */
function askMissing(scene: DiagramScene, chance: Chance): Asked {
  const ends = scene.boxes.filter((_, at) => after(scene, at).length === 0);
  const [end] = chance.shuffled(ends);
  if (end && chance.happens(0.5))
    return { question: `Where does ${end.label} lead?`, answer: 'Nowhere.', regions: placesOf(scene, [end]) };
  const other = chance.happens(letterShare(scene))
    ? chance.pick(Array.from('ABCDEFGH'))
    : labelOf([3, 4], scene.split, chance);
  if (scene.boxes.some(({ label }) => label === other)) return undefined;
  return { question: `Where does ${other} lead?`, answer: `There is no ${other}.`, regions: [] };
}

/** Training mostly asks for what is named like the boxes: a word among letters would tell that it is missing. */
function letterShare({ boxes, split }: DiagramScene): number {
  if (split !== 'train') return 0.3;
  return boxes.every(({ label }) => label.length === 1) ? 0.8 : 0.1;
}

function placesOf({ boxes, places }: DiagramScene, wanted: readonly DiagramBox[]) {
  return places.filter((_, at) => wanted.some((box) => box === boxes[at]));
}
