import type { Told } from '../captions.ts';
import type { ColourName } from '../palette.ts';
import type { Box } from '../scene.ts';
import type { Split } from '../split.ts';
import type { StringRule } from './strings.ts';

/** Lines of text in a picture, as questions are asked about them. */
export interface TextScene extends Told {
  readonly lines: readonly TextLine[];
  readonly ink: ColourName;
  readonly varied: boolean;
  /** How texts of this level are drawn, for those a question asks for in vain. */
  readonly rule: StringRule;
  readonly split: Split;
}

export interface TextLine {
  readonly text: string;
  readonly ink: Box;
}
