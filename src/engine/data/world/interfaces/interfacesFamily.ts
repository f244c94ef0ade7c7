import { askEach, askLessons } from '../ask.ts';
import { listed, type Captions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import type { Family, Scene } from '../scene.ts';
import type { Split } from '../split.ts';
import { drawWear } from '../wear.ts';
import { drawInterface } from './drawInterface.ts';
import { drawInterfaceData } from './drawInterfaceData.ts';
import { interfaceLevels, type InterfaceLevel } from './interfaceLevels.ts';
import { interfaceQuestions } from './interfaceQuestions.ts';
import type { Interface } from './interfaceScene.ts';
import { drawTheme } from './theme.ts';

/** Windows, buttons, fields, boxes to tick. */
export const interfaces: Family = {
  levels: interfaceLevels.map(({ says }) => says),
  // The level was checked against the list above.
  draw: (level, chance, split) => drawScene(interfaceLevels[level]!, chance, split),
};

function drawScene(level: InterfaceLevel, chance: Chance, split: Split): Scene {
  const theme = drawTheme(chance.pick(level.themes), split, chance);
  const shown = drawInterfaceData(split === 'train' ? titledNowAndThen(level) : level, theme.panel, split, chance);
  const { svg, places } = drawInterface(shown, theme);
  const drawn = [...places.fields, ...places.checks, ...places.buttons];
  const scene = { ...shown, places, varied: level.varied, split, captions: tell(shown), drawn };
  const questions = askEach(interfaceQuestions, level.asks, scene, chance);
  const lessons = askLessons(interfaceQuestions, lessonKinds, { scene, split, asked: questions }, chance);
  return { ground: theme.ground, body: svg, questions, lessons, ...(level.worn && { wear: drawWear(chance) }) };
}

const lessonKinds = ['says', 'says', 'says', 'read', 'title', 'refusal'] as const;

/** Without titles at easy levels, one could tell from the question that there is none. */
function titledNowAndThen(level: InterfaceLevel): InterfaceLevel {
  return { ...level, windowed: Math.max(level.windowed, 0.25) };
}

function tell({ title, fields, checks, buttons }: Interface): Captions {
  const name = title === undefined ? 'controls of an app' : `a window with the title ${title}`;
  const pressed = buttons.length === 1 ? 'a button' : `${buttons.length} buttons`;
  const labels = listed(buttons.map(({ label }) => label));
  const details = [
    ...fields.map(({ label, value }) => `The field ${label} says ${value}.`),
    ...checks.map(({ label, isChecked }) => `${label} is ${isChecked ? 'checked' : 'not checked'}.`),
  ];
  return {
    caption: title === undefined ? pressed : `the window ${title}`,
    sentence: `The picture shows ${name} and ${pressed}: ${labels}.`,
    description: [`The picture shows ${name} and ${pressed}: ${labels}.`, ...details].join(' '),
  };
}
