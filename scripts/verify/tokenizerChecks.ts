import { join } from 'node:path';
import { readTokenizer } from '../../src/engine/text/readTokenizer.ts';
import { equal, type Outcome } from './check.ts';
import { readTexts, type ReferenceSet } from './referenceSet.ts';

/** The tokenizer's ids and the text decoded from them. */
export async function tokenizerChecks(set: ReferenceSet): Promise<Outcome[]> {
  if (!set.parts.has('tokenizer')) return [];
  const texts = await readTexts(set);
  const tokenizer = await readTokenizer(join(set.folder, set.name));
  return [
    equal(
      `ids of ${texts.length} texts`,
      texts.map(({ text }) => tokenizer.encode(text)),
      texts.map(({ ids }) => ids),
    ),
    equal(
      `text of ${texts.length} id lists`,
      texts.map(({ ids }) => tokenizer.decode(ids)),
      texts.map(({ decoded }) => decoded),
    ),
  ];
}
