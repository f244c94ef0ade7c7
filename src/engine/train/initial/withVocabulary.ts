import { EngineError } from '../../api/errors.ts';
import { chatTemplate } from '../../text/chatTemplate.ts';
import type { Tokenizer } from '../../text/tokenizer.ts';

/** A config.json with the sizes and ids that follow from the tokenizer filled in, or put right. */
export function withVocabulary(configText: string, tokenizer: Vocabulary): string {
  // Whatever else is wrong with it, `readConfig` says.
  const config = JSON.parse(configText) as Sections;
  const { embedding_config: embedding, llm_config: language } = config;
  const vocab_size = tokenizer.vocabularySize;
  const filled = {
    ...config,
    ...(embedding && {
      embedding_config: {
        ...embedding,
        llm_vocab_size: vocab_size,
        llm_hidden_size: language?.['hidden_size'],
        img_context_token_id: imageTokenId(tokenizer, config.template),
      },
    }),
    llm_config: { ...language, vocab_size },
  };
  return `${JSON.stringify(filled, null, 2)}\n`;
}

/** What of a tokenizer a configuration depends on. */
type Vocabulary = Pick<Tokenizer, 'vocabularySize' | 'idOf'>;

interface Sections {
  readonly template?: string;
  readonly embedding_config?: Readonly<Record<string, unknown>>;
  readonly llm_config?: Readonly<Record<string, unknown>>;
}

function imageTokenId(tokenizer: Vocabulary, template = 'internlm2-chat'): number {
  const token = chatTemplate(template).image.context;
  const id = tokenizer.idOf(token);
  if (id === undefined) throw new EngineError('chat/missing-token', { token, template });
  return id;
}
