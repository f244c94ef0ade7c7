import type { Split } from './split.ts';

/** A font family as its package calls it. */
export interface Typeface {
  readonly name: string;
  readonly split: Split;
  readonly style: 'sans' | 'serif' | 'mono' | 'display';
  readonly weights: readonly number[];
}

/** Every font there is. Those of plots, terminals and pages are learned from; the test is read in fonts never seen. */
export const typefaces: readonly Typeface[] = [
  ...faces('train', 'sans', ['dejavu-sans', 'arimo', 'roboto', 'open-sans', 'inter', 'lato', 'montserrat', 'raleway']),
  ...faces('train', 'sans', ['ibm-plex-sans', 'work-sans', 'karla', 'rubik']),
  ...faces('train', 'mono', ['dejavu-mono', 'cousine', 'roboto-mono', 'source-code-pro', 'jetbrains-mono']),
  ...faces('train', 'mono', ['ibm-plex-mono', 'inconsolata', 'space-mono', 'courier-prime']),
  ...faces('train', 'serif', ['tinos', 'pt-serif', 'merriweather', 'crimson-text', 'zilla-slab', 'bitter']),
  ...faces('train', 'display', ['comic-neue', 'oswald']),
  ...faces('validation', 'sans', ['pt-sans', 'quicksand']),
  ...faces('validation', 'serif', ['roboto-slab']),
  ...faces('validation', 'mono', ['overpass-mono']),
  ...faces('test', 'sans', ['noto-sans', 'fira-sans', 'ubuntu', 'nunito', 'cabin']),
  ...faces('test', 'mono', ['fira-code', 'ubuntu-mono']),
  ...faces('test', 'serif', ['lora']),
];

/** The fonts of a split; `plain` ones are upright letters without a character of their own, as most programs show them. */
export function typefacesOf(split: Split, choice: FaceChoice = 'all'): readonly Typeface[] {
  return typefaces.filter((face) => face.split === split && suits[choice](face));
}

/** Which fonts: any, those of programs, or those of code. */
export type FaceChoice = 'all' | 'plain' | 'mono';

const suits = {
  all: () => true,
  plain: ({ style, name }: Typeface) => style === 'sans' && !['montserrat', 'raleway', 'quicksand'].includes(name),
  mono: ({ style }: Typeface) => style === 'mono',
};

function faces(split: Split, style: Typeface['style'], names: readonly string[]): Typeface[] {
  return names.map((name) => ({ name, split, style, weights: [400, 700] }));
}
