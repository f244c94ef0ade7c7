import type { Told } from '../captions.ts';
import type { Box } from '../scene.ts';
import type { Split } from '../split.ts';
import type { Language, Snippet } from './snippets.ts';

/** A piece of code with its names filled in. */
export interface Code {
  readonly language: Language;
  readonly names: Snippet['names'];
  /** The first name in it. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** A screenshot of code as questions are asked about it. */
export interface CodeScene extends Code, Told {
  readonly lineBoxes: readonly Box[];
  readonly varied: boolean;
  readonly split: Split;
}
