import type { Chance } from '../chance.ts';
import { capitalised } from '../captions.ts';
import { colourNames, contrast, shadeOf } from '../palette.ts';
import type { Split } from '../split.ts';
import { labelOf } from '../text/strings.ts';
import type { Interface } from './interfaceScene.ts';
import type { InterfaceLevel } from './interfaceLevels.ts';

/** Draws by lot what an interface shows. */
export function drawInterfaceData(level: InterfaceLevel, panel: string, split: Split, chance: Chance): Interface {
  const isWindow = chance.happens(level.windowed);
  const fieldCount = chance.whole(...level.fields);
  // Three rows are what a picture has room for.
  const checkCount = Math.min(chance.whole(...level.checks), 3 - fieldCount);
  const buttonCount = chance.whole(...level.buttons);
  const colours = darkEnough.filter((name) => contrast(shadeOf(name), panel) > 1.5);
  const isColoured = chance.happens(level.coloured);
  const words = drawWords(1 + 2 * fieldCount + checkCount, [3, 6], split, chance);
  const labels = drawWords(buttonCount, level.lengths, split, chance);
  const next = (): string => words.pop() ?? '';
  return {
    ...(isWindow && { title: next() }),
    fields: Array.from({ length: fieldCount }, () => ({ label: next(), value: next().toLowerCase() })),
    checks: Array.from({ length: checkCount }, () => ({ label: next(), isChecked: chance.happens(0.5) })),
    buttons: labels.map((label) => (isColoured ? { label, colour: chance.pick(colours) } : { label })),
  };
}

// White letters have to read on them.
const darkEnough = colourNames.filter((name) => contrast(shadeOf(name), '#ffffff') > 2.6);

function drawWords(count: number, lengths: readonly [number, number], split: Split, chance: Chance): string[] {
  const found = new Set<string>();
  while (found.size < count) found.add(capitalised(labelOf(lengths, split, chance)));
  return [...found];
}
