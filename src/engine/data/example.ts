import type { RgbImage } from '../image/rgbImage.ts';

/** One example to learn from or to be asked: pictures, and what is said about them. */
export interface Example {
  readonly pictures: readonly RgbImage[];
  /** Questions with their answers, each about all of the pictures; none asks about the answer to another. */
  readonly turns: readonly Turn[];
  /** What kind of question this is, for scores and levels: a family and a kind, as in `shapes/count`. */
  readonly task: string;
}

export interface Turn {
  /** Marks (`<image>`) say where the example's pictures stand in it, as in any prompt; without marks they stand in front. */
  readonly question: string;
  readonly answer: string;
  /** Where the turns of an example differ in kind: what kind this one is. */
  readonly task?: string;
  /** Whether it is asked ahead of the level that tests it: it says nothing of whether the example's level is mastered. */
  readonly isAhead?: true;
}

/** Examples by number, so that a run which goes on where it was needs to remember numbers only. */
export interface ExampleSource {
  readonly name: string;
  /** How many there are; absent where there is no end. */
  readonly length?: number;
  /** The same number (and level) gives the same example, today and in another process. */
  read(index: number, level?: number): Promise<Example>;
}
