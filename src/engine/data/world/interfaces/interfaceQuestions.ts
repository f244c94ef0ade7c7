import type { Ask } from '../ask.ts';
import { capitalised, captionQuestions } from '../captions.ts';
import type { Chance } from '../chance.ts';
import { phrase } from '../phrase.ts';
import { labelOf } from '../text/strings.ts';
import type { InterfaceScene } from './interfaceScene.ts';

/** Every kind of question about interfaces. */
export const interfaceQuestions = {
  button: askButton,
  says: askWhetherItSays,
  colour: askColour,
  count: askCount,
  title: askTitle,
  field: askField,
  checked: askChecked,
  refusal: askMissing,
  read: askToRead,
  ...captionQuestions,
} as const satisfies Record<string, Ask<InterfaceScene>>;

export type InterfaceQuestionKind = keyof typeof interfaceQuestions;

type Asked = ReturnType<Ask<InterfaceScene>>;

function askButton({ buttons, places, varied }: InterfaceScene, chance: Chance): Asked {
  const at = chance.whole(0, buttons.length - 1);
  const [button, place] = [buttons[at], places.buttons[at]];
  if (!button || !place) return undefined;
  const name = buttonName(at, buttons.length);
  const ways = [`What does the ${name} say?`, `What is written on the ${name}?`] as const;
  return { question: phrase(ways, varied, chance), answer: button.label, regions: [place] };
}

/** As a picture of text is asked for: who reads there learns here that a button is read alike. Training alone asks it. */
function askToRead({ title, fields, checks, buttons, places }: InterfaceScene): Asked {
  const [button, ...more] = buttons;
  if (!button || title !== undefined || [...fields, ...checks, ...more].length > 0) return undefined;
  return { question: 'What does it say?', answer: button.label, regions: places.buttons };
}

function buttonName(at: number, count: number): string {
  if (count === 1) return 'button';
  return at === 0 ? 'left button' : 'right button';
}

function askWhetherItSays({ buttons, places, split }: InterfaceScene, chance: Chance): Asked {
  const isSo = chance.happens(0.5);
  const label = isSo ? chance.pick(buttons).label : capitalised(labelOf([2, 7], split, chance));
  const isThere = buttons.some((button) => button.label === label);
  return { question: `Is there a button ${label}?`, answer: isThere ? 'yes' : 'no', regions: places.buttons };
}

function askColour({ buttons, places, varied }: InterfaceScene, chance: Chance): Asked {
  const at = chance.whole(0, buttons.length - 1);
  const [colour, place] = [buttons[at]?.colour, places.buttons[at]];
  if (!colour || !place) return undefined;
  const name = buttonName(at, buttons.length);
  const ways = [`What colour is the ${name}?`, `What color is the ${name}?`] as const;
  return { question: phrase(ways, varied, chance), answer: colour, regions: [place] };
}

function askCount({ buttons, places }: InterfaceScene): Asked {
  return { question: 'How many buttons are there?', answer: String(buttons.length), regions: places.buttons };
}

function askTitle({ title, places, varied }: InterfaceScene, chance: Chance): Asked {
  if (title === undefined || !places.title) return undefined;
  const ways = ['What is the title?', 'What is the title of the window?'] as const;
  return { question: phrase(ways, varied, chance), answer: title, regions: [places.title] };
}

function askField({ fields, places, varied }: InterfaceScene, chance: Chance): Asked {
  const at = chance.whole(0, fields.length - 1);
  const [field, place] = [fields[at], places.fields[at]];
  if (!field || !place) return undefined;
  const ways = [`What is in the field ${field.label}?`, `What does the field ${field.label} say?`] as const;
  return { question: phrase(ways, varied, chance), answer: field.value, regions: [place] };
}

function askChecked({ checks, places, varied }: InterfaceScene, chance: Chance): Asked {
  const at = chance.whole(0, checks.length - 1);
  const [check, place] = [checks[at], places.checks[at]];
  if (!check || !place) return undefined;
  const ways = [`Is ${check.label} checked?`, `Is the box ${check.label} checked?`] as const;
  return { question: phrase(ways, varied, chance), answer: check.isChecked ? 'yes' : 'no', regions: [place] };
}

/** A title where there is none, or a field that is not there. */
function askMissing({ title, fields, split }: InterfaceScene, chance: Chance): Asked {
  if (title === undefined && chance.happens(0.5))
    return { question: 'What is the title?', answer: 'There is no title.', regions: [] };
  const label = capitalised(labelOf([3, 6], split, chance));
  if (fields.some((field) => field.label === label)) return undefined;
  return { question: `What is in the field ${label}?`, answer: `There is no field ${label}.`, regions: [] };
}
