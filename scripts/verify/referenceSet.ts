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

/** What a set may have, each in a file NAME-PART.json. */
const parts = ['cases', 'tokenizer', 'training'] as const;
type Part = (typeof parts)[number];

/** A checkpoint with the numbers that the published implementation computed with it. */
export interface ReferenceSet {
  readonly folder: string;
  readonly name: string;
  readonly parts: ReadonlySet<Part>;
}

/** The sets of a folder, by name. */
export async function findReferenceSets(folder: string): Promise<ReferenceSet[]> {
  const sets = new Map<string, Set<Part>>();
  for (const file of (await readdir(folder)).sort()) {
    const part = parts.find((one) => file.endsWith(`-${one}.json`));
    if (!part) continue;
    const name = file.slice(0, -`-${part}.json`.length);
    sets.set(name, (sets.get(name) ?? new Set()).add(part));
  }
  return [...sets].map(([name, found]) => ({ folder, name, parts: found }));
}

export async function readCases(set: ReferenceSet): Promise<readonly ReferenceCase[]> {
  // The reference scripts write these files; what they hold is described in the folder's README.
  return ((await readPart(set, 'cases')) as { cases: ReferenceCase[] }).cases;
}

export async function readTexts(set: ReferenceSet): Promise<readonly TokenizerCase[]> {
  // As above.
  return (await readPart(set, 'tokenizer')) as TokenizerCase[];
}

async function readPart({ folder, name }: ReferenceSet, part: Part): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, `${name}-${part}.json`), 'utf8'));
}
