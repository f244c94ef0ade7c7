import { embeddingRowsPerTile, tokensPerTile, type ModelConfig } from '../../model/config.ts';

/** What the model reads of one example. */
export interface Sequence {
  /** The language model's sequence: every token of a picture is the placeholder id. */
  readonly ids: ArrayLike<number>;
  /** Normalised pixels of all tiles, in the order of the placeholders: [I, 3, S, S]. */
  readonly pixels?: Float32Array;
  /**
   * Where questions begin that share what stands before the first of them, pictures and all, but do not see each other:
   * each lasts until the next begins. Pictures stand before the first one only.
   */
  readonly branches?: readonly number[];
}

/** Neighbouring tokens of a sequence that belong together. */
export interface Part {
  readonly begin: number;
  readonly end: number;
}

/** What all branches share (everything, where there is none), and what each has of its own. */
export function partsOf(length: number, branches: readonly number[]): { shared: Part; own: Part[] } {
  const own = branches.map((begin, i) => ({ begin, end: branches[i + 1] ?? length }));
  return { shared: { begin: 0, end: branches[0] ?? length }, own };
}

/** The token that a token is foretold from: the first of a branch follows what all branches share. */
export function tokenBefore({ branches = [] }: Pick<Sequence, 'branches'>, token: number): number {
  const [first = token] = branches;
  return branches.includes(token) ? first - 1 : token - 1;
}

/** Neighbouring tokens of one kind: where they begin in the language model's sequence, and how many they are. */
export interface Run {
  readonly kind: 'text' | 'image';
  readonly begin: number;
  readonly length: number;
}

/** The sequence as alternating runs of words and pictures. */
export function runsOf({ ids }: Sequence, placeholder: number): Run[] {
  const runs: Run[] = [];
  for (let begin = 0, end = 0; begin < ids.length; begin = end) {
    const isImage = ids[begin] === placeholder;
    while (end < ids.length && (ids[end] === placeholder) === isImage) end++;
    runs.push({ kind: isImage ? 'image' : 'text', begin, length: end - begin });
  }
  return runs;
}

/** Rows that a run takes in the embedding module: more than tokens where patches are folded behind it. */
export function embeddingRows({ kind, length }: Run, config: ModelConfig): number {
  return kind === 'text' ? length : (length / tokensPerTile(config.tile)) * embeddingRowsPerTile(config);
}
