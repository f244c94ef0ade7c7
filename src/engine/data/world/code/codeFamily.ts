import { askEach, askLessons } from '../ask.ts';
import { capitalised, type Captions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { drawFace } from '../drawFace.ts';
import type { Family, Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { labelOf } from '../text/strings.ts';
import { drawWear } from '../wear.ts';
import { codeLevels, type CodeLevel } from './codeLevels.ts';
import { codeQuestions } from './codeQuestions.ts';
import type { Code } from './codeScene.ts';
import { drawCode } from './drawCode.ts';
import { languages, snippets } from './snippets.ts';

/** Screenshots of code. */
export const code: Family = {
  levels: codeLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (level, chance, split) => drawScene(codeLevels[level]!, chance, split),
};

function drawScene(level: CodeLevel, chance: Chance, split: Split): Scene {
  const shown = drawSnippet(level, split, chance);
  const { svg, ground, lineBoxes } = drawCode(shown, level, drawFace(split, 'mono', chance), chance);
  const scene = { ...shown, lineBoxes, varied: level.varied, split, captions: tell(shown), drawn: lineBoxes };
  const questions = askEach(codeQuestions, level.asks, scene, chance);
  const lessons = askLessons(codeQuestions, lessonKinds, { scene, split, asked: questions }, chance);
  return { ground, body: svg, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

const lessonKinds = ['is', 'is', 'is', 'name', 'refusal'] as const;

/** Every language equally often; names belong to the split. */
function drawSnippet({ languages: most, lengths }: CodeLevel, split: Split, chance: Chance): Code {
  const language = chance.pick(languages.slice(0, most));
  const { names, lines } = chance.pick(snippets.filter((snippet) => snippet.language === language));
  const [first, second] = drawNames(lengths, split, chance);
  const name = isType(names) && language !== 'css' ? capitalised(first) : first;
  const filled = lines.map((text) =>
    text
      .replaceAll('{a}', name)
      .replaceAll('{b}', second)
      .replace(/\{w\}/g, () => labelOf([3, 4], split, chance))
      .replace(/\{n\}/g, () => String(chance.whole(1, 99))),
  );
  return { language, names, name, lines: filled };
}

function isType(names: Code['names']): boolean {
  return names === 'class' || names === 'struct' || names === 'interface';
}

// Words of the languages themselves would make other code of it.
const reserved = new Set([
  'and',
  'for',
  'new',
  'not',
  'run',
  'set',
  'sort',
  'this',
  'true',
  'null',
  'none',
  'wait',
  'case',
  'else',
  'var',
]);

function drawNames(lengths: readonly [number, number], split: Split, chance: Chance): [first: string, second: string] {
  const draw = (): string => labelOf(lengths, split, chance);
  for (;;) {
    const [first, second] = [draw(), draw()];
    if (first !== second && [first, second].every(isIdentifier)) return [first, second];
  }
}

function isIdentifier(name: string): boolean {
  return !reserved.has(name) && !/^\d/.test(name);
}

function tell({ language, names, name, lines }: Code): Captions {
  return {
    caption: `${language} code`,
    sentence: `The picture shows ${language} code with the ${names} ${name}.`,
    description: `The picture shows ${lines.length} lines of ${language} code. The ${names} is called ${name}.`,
  };
}
