/** The JSON files beside `tokenizer.model`, as the published folders have them. `special` are the tokens beyond its pieces. */
export function tokenizerJson(special: readonly (readonly [token: string, id: number])[]): [string, string][] {
  const additional_special_tokens = special.map(([token]) => token);
  const content = {
    'tokenizer_config.json': {
      added_tokens_decoder: Object.fromEntries([...roles, ...special].map(([token, id]) => [id, addedToken(token)])),
      additional_special_tokens,
      auto_map: { AutoTokenizer: ['tokenization_internlm2.InternLM2Tokenizer', null] },
      ...roleNames,
      clean_up_tokenization_spaces: false,
      model_max_length: 8192,
      tokenizer_class: 'InternLM2Tokenizer',
    },
    'special_tokens_map.json': { additional_special_tokens, ...roleNames },
    'added_tokens.json': Object.fromEntries(special),
  };
  return Object.entries(content).map(([file, value]) => [file, `${JSON.stringify(value, null, 2)}\n`]);
}

const roles: readonly (readonly [token: string, id: number])[] = [
  ['<unk>', 0],
  ['<s>', 1],
  ['</s>', 2],
];

const roleNames = { bos_token: '<s>', eos_token: '</s>', pad_token: '</s>', unk_token: '<unk>' };

function addedToken(content: string): object {
  return { content, lstrip: false, normalized: false, rstrip: false, single_word: false, special: true };
}
