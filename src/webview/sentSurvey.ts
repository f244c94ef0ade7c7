import type { EmbeddedToken, Survey } from '../engine/api/spaceApi.ts';

/**
 * A survey as the editor sends it to a page. Of a hundred thousand patches, objects would pass as 30 MB of JSON, and take
 * longer to arrive than to be drawn; numbers pass as they lie in memory.
 */
export interface SentSurvey extends Omit<Survey, 'tokens'> {
  tokens: { readonly [list in keyof Survey['tokens']]: SentTokens };
}

/** Tokens in the order of their rows: pieces of text as they are, patches as numbers. */
export interface SentTokens {
  count: number;
  texts: { row: number; id: number; piece: string }[];
  /** Row-major [patches, 6]. */
  patches: Uint32Array;
}

/** Makes a survey ready to be sent. */
export function packSurvey(survey: Survey): SentSurvey {
  const { holistic, language } = survey.tokens;
  return { ...survey, tokens: { holistic: packTokens(holistic), language: packTokens(language) } };
}

/** The survey that was sent. */
export function unpackSurvey(sent: SentSurvey): Survey {
  const { holistic, language } = sent.tokens;
  return { ...sent, tokens: { holistic: unpackTokens(holistic), language: unpackTokens(language) } };
}

/** Row of the list, picture, tile, row, column, and 1 for a patch of the thumbnail. */
const numbersOfPatch = 6;

function packTokens(tokens: readonly EmbeddedToken[]): SentTokens {
  const texts: SentTokens['texts'] = [];
  const patches = new Uint32Array(tokens.length * numbersOfPatch);
  let used = 0;
  for (let row = 0; row < tokens.length; row++) {
    const token = tokens[row]!;
    if (token.kind === 'text') {
      texts.push({ row, id: token.id, piece: token.piece });
      continue;
    }
    patches[used++] = row;
    patches[used++] = token.image;
    patches[used++] = token.tile;
    patches[used++] = token.row;
    patches[used++] = token.column;
    patches[used++] = token.thumbnail ? 1 : 0;
  }
  return { count: tokens.length, texts, patches: patches.slice(0, used) };
}

function unpackTokens({ count, texts, patches }: SentTokens): EmbeddedToken[] {
  const tokens = new Array<EmbeddedToken>(count);
  for (const { row, id, piece } of texts) tokens[row] = { kind: 'text', id, piece };
  for (let i = 0; i < patches.length; i += numbersOfPatch)
    tokens[patches[i]!] = {
      kind: 'patch',
      image: patches[i + 1]!,
      tile: patches[i + 2]!,
      row: patches[i + 3]!,
      column: patches[i + 4]!,
      thumbnail: patches[i + 5] === 1,
    };
  return tokens;
}
