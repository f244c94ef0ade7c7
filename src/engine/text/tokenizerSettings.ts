import { EngineError } from '../api/errors.ts';
import { isJsonObject, parseJsonObject } from '../api/jsonObject.ts';
import { clause } from '../api/remarks.ts';

/** A token that is found in text before the text is cut into pieces. */
export interface AddedToken {
  readonly content: string;
  /** The token takes the whitespace before it, or after it, with it. */
  readonly stripsLeft: boolean;
  readonly stripsRight: boolean;
  /** Only found where spaces, or the text's ends, surround it. */
  readonly singleWord: boolean;
}

/** A token given by name alone keeps the flags that it has elsewhere. */
export type NamedToken = string | AddedToken;

/** What the JSON files beside `tokenizer.model` say. */
export interface TokenizerSettings {
  readonly addBos: boolean;
  readonly addEos: boolean;
  /** Clean decoded text once more, after its parts were joined. */
  readonly cleansJoinedText: boolean;
  /** Added tokens with their ids. */
  readonly added: readonly (readonly [id: number, token: AddedToken])[];
  /** Tokens with a role (bos, eos, unk, …), then the additional ones; none twice. */
  readonly special: readonly NamedToken[];
  readonly additional: readonly string[];
}

export interface TokenizerJson {
  /** Texts of tokenizer_config.json, special_tokens_map.json and added_tokens.json; each may be missing. */
  readonly tokenizerConfig?: string | undefined;
  readonly specialTokensMap?: string | undefined;
  readonly addedTokens?: string | undefined;
}

/** Reads the files with the published tokenizer's precedence: newer configurations make the other two files moot. */
export function readTokenizerSettings(files: TokenizerJson): TokenizerSettings {
  const config = parseObject(files.tokenizerConfig, 'tokenizer_config.json');
  const isNewer = isJsonObject(config['added_tokens_decoder']);
  const specialMap = isNewer ? {} : parseObject(files.specialTokensMap, 'special_tokens_map.json');
  const additional = [config, specialMap].flatMap((from) => namedTokens(from['additional_special_tokens']));
  return {
    addBos: config['add_bos_token'] !== false,
    addEos: config['add_eos_token'] === true,
    cleansJoinedText: config['clean_up_tokenization_spaces'] === true,
    added: isNewer ? decoderEntries(config) : encoderEntries(files.addedTokens),
    special: distinct([...roleTokens({ ...roleDefaults, ...config, ...specialMap }), ...additional]),
    additional: distinct(additional).map(contentOf),
  };
}

/** The content of a token, however it was given. */
export function contentOf(token: NamedToken): string {
  return typeof token === 'string' ? token : token.content;
}

// The published class's defaults.
const roleDefaults = { bos_token: '<s>', eos_token: '</s>', unk_token: '<unk>', pad_token: '</s>' };
const roles = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];

function roleTokens(config: Readonly<Record<string, unknown>>): NamedToken[] {
  return roles.flatMap((role) => namedTokens([config[role]]));
}

/** Tokens as a list gives them; what is neither a text nor a token is no token. */
function namedTokens(list: unknown): NamedToken[] {
  const values: readonly unknown[] = Array.isArray(list) ? list : [];
  return values.flatMap((value): NamedToken[] => {
    if (typeof value === 'string') return value === '' ? [] : [value];
    return isJsonObject(value) ? [readToken(value, 'special_tokens_map.json')] : [];
  });
}

function distinct(tokens: readonly NamedToken[]): NamedToken[] {
  const first = new Map<string, NamedToken>();
  for (const token of tokens) if (!first.has(contentOf(token))) first.set(contentOf(token), token);
  return [...first.values()];
}

function decoderEntries(config: Readonly<Record<string, unknown>>): [number, AddedToken][] {
  const file = 'tokenizer_config.json';
  const entries = isJsonObject(config['added_tokens_decoder']) ? config['added_tokens_decoder'] : {};
  return Object.entries(entries).map(([key, value]) => {
    const token = readToken(isJsonObject(value) ? value : {}, file);
    return [readId(Number(key), token.content, file), token];
  });
}

function encoderEntries(text: string | undefined): [number, AddedToken][] {
  const file = 'added_tokens.json';
  return Object.entries(parseObject(text, file)).map(([content, id]) => [
    readId(id, content, file),
    readToken({ content }, file),
  ]);
}

function readToken(value: Readonly<Record<string, unknown>>, file: string): AddedToken {
  const { content } = value;
  if (typeof content !== 'string' || content === '')
    throw new EngineError('tokenizer/bad-added-token', {
      file,
      token: JSON.stringify(value),
      reason: clause('it has no text'),
    });
  return {
    content,
    stripsLeft: value['lstrip'] === true,
    stripsRight: value['rstrip'] === true,
    singleWord: value['single_word'] === true,
  };
}

/** More ids than any vocabulary has. */
const idLimit = 2 ** 22;

function readId(id: unknown, token: string, file: string): number {
  if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < idLimit) return id;
  throw new EngineError('tokenizer/bad-added-token', {
    file,
    token,
    reason: clause('{id} is no token id', { id: String(id) }),
  });
}

function parseObject(text: string | undefined, file: string): Record<string, unknown> {
  return text === undefined ? {} : parseJsonObject(text, file);
}
