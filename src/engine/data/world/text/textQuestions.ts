import type { Chance } from '../chance.ts';
import type { Ask } from '../ask.ts';
import { captionQuestions } from '../captions.ts';
import { phrase } from '../phrase.ts';
import type { Question } from '../scene.ts';
import { splitOf } from '../split.ts';
import { alphabets, drawString } from './strings.ts';
import type { TextLine, TextScene } from './textScene.ts';

/** Every kind of question about text but for the first of all: to read it. */
export const textQuestions = {
  line: askLine,
  says: askWhetherItSays,
  first: askFirst,
  last: askLast,
  length: askLength,
  colour: askColour,
  refusal: askMissingLine,
  ...captionQuestions,
} as const satisfies Record<string, Ask<TextScene>>;

type Asked = ReturnType<Ask<TextScene>>;

export type TextQuestionKind = keyof typeof textQuestions;

/** The question everything else leads to: what is written there, line by line. */
export function askToRead({ lines, varied }: TextScene, chance: Chance): Omit<Question, 'kind'> {
  const ways = [
    'What does it say?',
    'Read the text.',
    'What is written here?',
    'What text is in the picture?',
  ] as const;
  return {
    question: phrase([...ways], varied, chance),
    answer: lines.map(({ text }) => text).join(' '),
    regions: lines.map(({ ink }) => ink),
  };
}

const ordinals = ['first', 'second', 'third', 'fourth'] as const;

function askLine({ lines, split }: TextScene, chance: Chance): Asked {
  // Of a single line training alone asks: where a second line is missing, the first one is there.
  if (lines.length < 2 && split !== 'train') return undefined;
  const which = chance.whole(0, lines.length - 1);
  return answered(`What does the ${ordinals[which]} line say?`, (line) => line.text, lines[which]);
}

function askMissingLine({ lines, split }: TextScene, chance: Chance): Asked {
  const ordinal = ordinals[split === 'train' ? chance.whole(lines.length, 3) : lines.length];
  return (
    ordinal && { question: `What does the ${ordinal} line say?`, answer: `There is no ${ordinal} line.`, regions: [] }
  );
}

function askWhetherItSays(scene: TextScene, chance: Chance): Asked {
  const line = chance.pick(scene.lines);
  const isSo = chance.happens(0.5);
  const text = isSo ? line.text : unlike(scene, line.text, chance);
  return { question: `Does it say ${text}?`, answer: isSo ? 'yes' : 'no', regions: [line.ink] };
}

function askFirst({ lines }: TextScene): Asked {
  return onlyLine(lines, 'What is the first character?', (text) => text.charAt(0));
}

function askLast({ lines }: TextScene): Asked {
  return onlyLine(lines, 'What is the last character?', (text) => text.charAt(text.length - 1));
}

function askLength({ lines }: TextScene): Asked {
  return onlyLine(lines, 'How many characters are there?', (text) => String(text.length));
}

function askColour({ lines, ink, varied }: TextScene, chance: Chance): Asked {
  const ways = ['What colour is the text?', 'What color is the text?'] as const;
  return { question: phrase([...ways], varied, chance), answer: ink, regions: lines.map((line) => line.ink) };
}

/** Questions about characters are asked where there is one line of several characters. */
function onlyLine(lines: readonly TextLine[], question: string, answer: (text: string) => string): Asked {
  const [line, ...more] = lines;
  if (!line || more.length > 0 || line.text.length < 2) return undefined;
  return answered(question, ({ text }) => answer(text), line);
}

function answered(question: string, answer: (line: TextLine) => string, line: TextLine | undefined): Asked {
  return line && { question, answer: answer(line), regions: [line.ink] };
}

/** A text of the split that is not in the picture: with one character changed, or another altogether. */
function unlike(scene: TextScene, text: string, chance: Chance): string {
  const shown = scene.lines.map((line) => line.text.toLowerCase());
  for (;;) {
    const other = chance.happens(0.5)
      ? withOneChanged(text, scene, chance)
      : drawString(scene.rule, scene.split, chance);
    const belongs = other.length === 1 || splitOf(other) === scene.split;
    if (belongs && !shown.includes(other.toLowerCase())) return other;
  }
}

function withOneChanged(text: string, { rule }: TextScene, chance: Chance): string {
  const at = chance.whole(0, text.length - 1);
  return text.slice(0, at) + chance.pick(Array.from(alphabets[rule.alphabet])) + text.slice(at + 1);
}
