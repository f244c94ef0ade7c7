import { listed, type Told } from '../captions.ts';
import type { ColourName } from '../palette.ts';
import type { TextLine } from './textScene.ts';

/** A picture of text in words. */
export function tell(lines: readonly TextLine[], ink: ColourName): Told {
  const quoted = lines.map(({ text }) => `"${text}"`);
  const count = lines.length === 1 ? 'one line' : `${lines.length} lines`;
  const captions = {
    caption: `the text ${lines.map(({ text }) => text).join(' ')}`,
    sentence: `The picture shows the text ${lines.map(({ text }) => text).join(' ')}.`,
    description: `The picture shows ${count} of ${ink} text: ${listed(quoted)}.`,
  };
  return { captions, drawn: lines.map((line) => line.ink) };
}
