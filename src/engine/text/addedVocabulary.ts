import { PrefixTrie } from './prefixTrie.ts';
import type { SentencePieceModel } from './sentencePieceModel.ts';
import { contentOf, type AddedToken, type NamedToken, type TokenizerSettings } from './tokenizerSettings.ts';

/** The tokens that lie over and beyond the pieces of the model. */
export interface AddedVocabulary {
  readonly tokenOf: ReadonlyMap<number, AddedToken>;
  readonly idOf: ReadonlyMap<string, number>;
  readonly trie: PrefixTrie;
  /** Ids that decoding may skip: tokens with a role, and the additional special ones. */
  readonly specialIds: ReadonlySet<number>;
  /** Ids whose text stands apart when decoded: joined to its surroundings by spaces. */
  readonly apartIds: ReadonlySet<number>;
}

/** Special tokens that no file gives an id get that of their piece, or a new one at the end. */
export function createAddedVocabulary(settings: TokenizerSettings, model: SentencePieceModel): AddedVocabulary {
  const tokenOf = new Map(settings.added);
  const idOf = new Map(settings.added.map(([id, { content }]) => [content, id]));
  const unregistered = settings.special.filter((token) => typeof token !== 'string' || !idOf.has(token));
  register(unregistered, { tokenOf, idOf }, model);
  const idsOf = (contents: readonly string[]): number[] => contents.flatMap((content) => idOf.get(content) ?? []);
  const specialIds = new Set(idsOf(settings.special.map(contentOf)));
  return {
    tokenOf,
    idOf,
    trie: new PrefixTrie(idOf.keys()),
    specialIds,
    apartIds: new Set([
      ...[...idOf.values()].filter((id) => !specialIds.has(id)),
      ...idsOf(settings.additional).filter((id) => id >= model.pieces.length),
    ]),
  };
}

interface Registry {
  readonly tokenOf: Map<number, AddedToken>;
  readonly idOf: Map<string, number>;
}

function register(tokens: readonly NamedToken[], { tokenOf, idOf }: Registry, model: SentencePieceModel): void {
  if (tokens.length === 0) return;
  const vocabulary = new Map(model.pieces.map(({ text }, id) => [tokenOf.get(id)?.content ?? text, id]));
  for (const [content, id] of idOf) vocabulary.set(content, id);
  for (const token of tokens) {
    const content = contentOf(token);
    const id = vocabulary.get(content) ?? vocabulary.size;
    vocabulary.set(content, id);
    tokenOf.set(id, typeof token === 'string' ? plainToken(content) : token);
    idOf.set(content, id);
  }
}

function plainToken(content: string): AddedToken {
  return { content, stripsLeft: false, stripsRight: false, singleWord: false };
}
