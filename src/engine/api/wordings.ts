/** What the program asks in its own words, because the user has typed none. */
export const occasions = ['hover', 'caption', 'altText', 'text', 'interface', 'chart', 'diagram'] as const;

export type Occasion = (typeof occasions)[number];

/**
 * How a model was taught to be asked on these occasions, where that is not in the program's words. Large models understand
 * both; a small one answers nothing of use when it is asked in other words than those it has learned.
 */
export type Wordings = { readonly [occasion in Occasion]?: string } & {
  /** The most pictures that it learned to take in one question; any number where it does not say. */
  readonly pictures?: number;
};

/** Whether a model that was taught so is asked about each of so many pictures by itself. */
export function looksAtEach({ pictures: most = Infinity }: Wordings, pictures: number): boolean {
  return pictures > most;
}

/** In the folder of a model: an object with a question for each occasion, and `pictures`. Other keys are left alone. */
export const wordingsFile = 'questions.json';
