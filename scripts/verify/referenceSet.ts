import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One prompt with what the published implementation made of it; `../test/golden/reference/README.md` explains the fields. */
export interface ReferenceCase {
  readonly name: string;
  /** Paths relative to the folder of the sets. */
  readonly images: readonly string[];
  readonly grids: readonly (readonly [columns: number, rows: number])[];
  readonly tiles: readonly number[];
  readonly max_tiles: number;
  readonly question: string;
  readonly history: readonly (readonly [question: string, answer: string])[];
  readonly prompt: string;
  readonly input_ids: readonly number[];
  readonly embedding_input_ids?: readonly number[];
  readonly greedy_ids: readonly number[];
  readonly greedy_text: string;
  /** Smallest gap between the two best logits on the way: where it is tiny, rounding may flip a token. */
  readonly min_top2_margin: number;
}

export interface TokenizerCase {
  readonly text: string;
  readonly ids: readonly number[];
  readonly decoded: string;
}

/** A checkpoint with the numbers that the published implementation computed with it. */
export interface ReferenceSet {
  readonly folder: string;
  readonly name: string;
  readonly cases: readonly ReferenceCase[];
  /** Empty where the set has none. */
  readonly texts: readonly TokenizerCase[];
  readonly hasTraining: boolean;
}

/** The sets of a folder, by name. */
export async function readReferenceSets(folder: string): Promise<ReferenceSet[]> {
  const files = await readdir(folder);
  const names = files.flatMap((file) => (file.endsWith('-cases.json') ? [file.replace(/-cases\.json$/, '')] : []));
  return Promise.all(names.sort().map((name) => readSet(folder, name, files)));
}

async function readSet(folder: string, name: string, files: readonly string[]): Promise<ReferenceSet> {
  const read = async (part: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, `${name}-${part}.json`), 'utf8'));
  const has = (part: string): boolean => files.includes(`${name}-${part}.json`);
  // The reference scripts write these files; what they hold is described in the folder's README.
  const { cases } = (await read('cases')) as { cases: ReferenceCase[] };
  // As above.
  const texts = has('tokenizer') ? ((await read('tokenizer')) as TokenizerCase[]) : [];
  return { folder, name, cases, texts, hasTraining: has('training') };
}
