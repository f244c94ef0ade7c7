import { PieceDecoder } from './sentencePieceDecoder.ts';
import { cleanSpaces } from './spaceCleaner.ts';
import type { DecodingTables } from './textStream.ts';

/**
 * Token ids to text with the special tokens in it, spaced exactly as the published tokenizer does: oddly, so this is for
 * looking at prompts, never for answers.
 */
export function decodeWithSpecials(ids: readonly number[], tables: DecodingTables): string {
  const parts: string[] = [];
  let run: number[] = [];
  for (const id of ids) {
    const apart = tables.added.apartIds.has(id) ? tables.added.tokenOf.get(id) : undefined;
    if (apart === undefined) run.push(id);
    else {
      if (run.length > 0) parts.push(...[decodeRun(run, tables)].filter(Boolean));
      parts.push(apart.content);
      run = [];
    }
  }
  if (run.length > 0) parts.push(decodeRun(run, tables));
  const joined = parts.join(' ');
  return tables.cleansJoinedText ? cleanSpaces(joined) : joined;
}

/** A special token that follows text puts a space before that text, not after it. */
function decodeRun(ids: readonly number[], { model, added }: DecodingTables): string {
  const decoder = new PieceDecoder(model);
  let text = '';
  let pending = '';
  let afterSpecial = false;
  for (const id of ids) {
    const special = added.specialIds.has(id) ? added.tokenOf.get(id) : undefined;
    if (special === undefined) pending += decoder.push(id);
    else {
      text += `${afterSpecial ? '' : ' '}${pending}${decoder.end()}${special.content}`;
      pending = '';
    }
    afterSpecial = special !== undefined;
  }
  return cleanSpaces(text + pending + decoder.end());
}
