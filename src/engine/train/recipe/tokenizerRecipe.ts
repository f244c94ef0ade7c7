import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isMap } from 'yaml';
import { readText } from '../../checkpoint/readableFile.ts';
import { makeTokenizer, tokenizerFile, type LevelledExamples } from '../tokenizer/makeTokenizer.ts';
import { dataRecipe, levelsOf, openExamples, type DataRecipe } from './dataRecipes.ts';
import { count, listOf, mapping, optional, text, type Rule } from './rules.ts';

/** A folder of a tokenizer's files, the name of an earlier stage, or a tokenizer to be made. */
export type TokenizerRecipe = string | NewTokenizerRecipe;

/** What a vocabulary is learned from. */
interface NewTokenizerRecipe {
  readonly data: readonly DataRecipe[];
  /** A file with a sentence a line. */
  readonly sentences: string | undefined;
  readonly longPieces: number;
}

export const tokenizerRecipe: Rule<TokenizerRecipe> = (node, place) =>
  isMap(node)
    ? mapping<NewTokenizerRecipe>({
        data: listOf(dataRecipe),
        sentences: optional(text),
        longPieces: optional(count, 1000),
      })(node, place)
    : text(node, place);

/** The folder of the tokenizer that a recipe means; a new one is made in `out`, once. */
export async function tokenizerFolder(
  recipe: TokenizerRecipe,
  { out, base, placeOf }: { out: string; base: string; placeOf: (name: string) => string },
): Promise<string> {
  if (typeof recipe === 'string') return placeOf(recipe);
  if (existsSync(join(out, tokenizerFile))) return out;
  const { sentences, longPieces } = recipe;
  const lines = sentences === undefined ? '' : await readText(resolve(base, sentences), sentencesLimitBytes);
  const corpus = { examples: await examplesOf(recipe), sentences: lines.split('\n').filter(Boolean), longPieces };
  await makeTokenizer(out, corpus);
  return out;
}

// Far more than a vocabulary needs.
const sentencesLimitBytes = 16 * 2 ** 20;

async function examplesOf({ data }: NewTokenizerRecipe): Promise<LevelledExamples[]> {
  const opened = await Promise.all(
    data.map(async (one) => ({
      source: await openExamples(one, 'train'),
      levels: (levelsOf(one)?.highest ?? 0) + 1,
    })),
  );
  return opened.flatMap(({ source, levels }) => (source ? [{ source, levels }] : []));
}
