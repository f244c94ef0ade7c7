/** The files of a checkpoint's folder that its tokenizer is read from; only the first must be there. */
export const tokenizerFiles = [
  'tokenizer.model',
  'tokenizer_config.json',
  'added_tokens.json',
  'special_tokens_map.json',
] as const;
