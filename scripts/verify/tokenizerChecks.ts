import { join } from 'node:path';
import { readTokenizer } from '../../src/engine/text/readTokenizer.ts';
import { equal, type Outcome } from './check.ts';
import type { ReferenceSet } from './referenceSet.ts';

/** The tokenizer's ids and the text decoded from them. */
export async function tokenizerChecks({ folder, name, texts }: ReferenceSet): Promise<Outcome[]> {
  if (texts.length === 0) return [];
  const tokenizer = await readTokenizer(join(folder, name));
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
