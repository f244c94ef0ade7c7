import type { Ask } from '../ask.ts';
import { captionQuestions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { phrase } from '../phrase.ts';
import type { CodeScene } from './codeScene.ts';
import { languages } from './snippets.ts';

/** Every kind of question about code. */
export const codeQuestions = {
  language: askLanguage,
  is: askWhetherIt,
  name: askName,
  lines: askLines,
  refusal: askMissing,
  ...captionQuestions,
} as const satisfies Record<string, Ask<CodeScene>>;

export type CodeQuestionKind = keyof typeof codeQuestions;

type Asked = ReturnType<Ask<CodeScene>>;

function askLanguage({ language, lineBoxes, varied }: CodeScene, chance: Chance): Asked {
  const ways = ['What language is it?', 'Which programming language is this?'] as const;
  return { question: phrase(ways, varied, chance), answer: language, regions: lineBoxes };
}

function askWhetherIt({ language, lineBoxes }: CodeScene, chance: Chance): Asked {
  const isSo = chance.happens(0.5);
  const asked = isSo ? language : chance.pick(languages.filter((other) => other !== language));
  return { question: `Is it ${asked}?`, answer: isSo ? 'yes' : 'no', regions: lineBoxes };
}

function askName({ name, names, lines, lineBoxes, varied }: CodeScene, chance: Chance): Asked {
  const ways = [`What is the name of the ${names}?`, 'What is the first identifier?'] as const;
  const regions = lineBoxes.filter((_, at) => lines[at]?.includes(name)).slice(0, 1);
  return { question: phrase(ways, varied, chance), answer: name, regions };
}

function askLines({ lines, lineBoxes }: CodeScene): Asked {
  return { question: 'How many lines are there?', answer: String(lines.length), regions: lineBoxes };
}

// Each is missing from all snippets that name something else.
const otherNames = {
  function: 'class',
  class: 'function',
  struct: 'class',
  interface: 'class',
  variable: 'class',
  key: 'function',
  element: 'function',
  table: 'class',
} as const;

function askMissing({ names, lines, split }: CodeScene, chance: Chance): Asked {
  if (split === 'train') return askAnyMissing(lines, chance);
  const other = otherNames[names];
  if (lines.some((text) => /\b(def|fn|func|function|class)\b|\(/.test(text))) return undefined;
  return missing(other);
}

/** What shows that code has one of these. */
const signs = {
  class: /\bclass\b|^\./,
  struct: /\bstruct\b/,
  interface: /\binterface\b/,
  table: /\b(from|into|table|update)\b/i,
  function: /\b(def|fn|func|function)\b|\(/,
} as const;

/** Training asks more code for what it has not: few snippets would give occasion otherwise. */
function askAnyMissing(lines: readonly string[], chance: Chance): Asked {
  const absent = Object.entries(signs).filter(([, sign]) => !lines.some((text) => sign.test(text)));
  return missing(chance.pick(absent)[0]);
}

function missing(other: string): Asked {
  return { question: `What is the name of the ${other}?`, answer: `There is no ${other}.`, regions: [] };
}
