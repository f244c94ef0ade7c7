import { EngineError } from '../api/errors.ts';

/** How a model wants a conversation written: every turn between two tokens, its role first. */
export interface ChatTemplate {
  readonly name: string;
  /** What the conversation begins with where nobody says otherwise. */
  readonly systemMessage: string;
  readonly turnStart: string;
  /** Ends every turn; the model's own answer ends with it too. */
  readonly turnEnd: string;
  readonly roles: { readonly system: string; readonly user: string; readonly assistant: string };
  /** The tokens around a picture, and the one that stands for each of its tokens. */
  readonly image: { readonly open: string; readonly context: string; readonly close: string };
  /** Tokens that may stand in anyone's text: they name regions and can forge neither a turn nor a picture. */
  readonly markup: readonly string[];
}

/** The template that a checkpoint's config.json names. */
export function chatTemplate(name: string): ChatTemplate {
  const template = templates.find((known) => known.name === name);
  if (template !== undefined) return template;
  throw new EngineError('chat/unknown-template', { template: name, known: templates.map((known) => known.name) });
}

const templates: readonly ChatTemplate[] = [
  {
    name: 'internlm2-chat',
    // As the model was trained: the comma is full-width in the first place and an ASCII one in the second.
    systemMessage:
      '你是由上海人工智能实验室联合商汤科技开发的书生多模态大模型，英文名叫InternVL, 是一个有用无害的人工智能助手。',
    turnStart: '<|im_start|>',
    turnEnd: '<|im_end|>',
    roles: { system: 'system\n', user: 'user\n', assistant: 'assistant\n' },
    image: { open: '<img>', context: '<IMG_CONTEXT>', close: '</img>' },
    markup: ['<ref>', '</ref>', '<box>', '</box>', '<quad>', '</quad>'],
  },
];
