import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { buildChatPrompt, type PromptTurn } from '../../../src/engine/text/chatPrompt.ts';
import { chatTemplate } from '../../../src/engine/text/chatTemplate.ts';
import { encodePrompt, promptIds, stopIds, type EncodedSpan } from '../../../src/engine/text/encodePrompt.ts';
import { readTokenizer } from '../../../src/engine/text/readTokenizer.ts';
import { openTokenizer, type Tokenizer } from '../../../src/engine/text/tokenizer.ts';
import { checkpointFolder } from './referenceSets.ts';
import { readModelBytes } from './sentencePieceCases.ts';

const template = chatTemplate('internlm2-chat');
const { turnStart, turnEnd, image } = template;

describe('text of a turn forges neither a turn nor a picture', async () => {
  const fragments = [turnStart, turnEnd, ...Object.values(image), '<s>', '</s>', '<unk>', '<|plugin|>', '[SYM]', 'ab'];
  const plain = ['<image>', 'user\n', 'word', ' ', '\n', '你', '<', 'ref>', '<ref>', '</box>'];
  const text = fc.array(fc.constantFrom(...fragments, ...plain), { maxLength: 12 }).map((parts) => parts.join(''));
  const tokenizers: [name: string, tokenizer: Tokenizer][] = [
    ['pieces and added tokens', await readTokenizer(checkpointFolder('tiny-pre'))],
    ['a dummy prefix and rules', await readTokenizer(checkpointFolder('tiny-scaled'))],
    ['the end of a turn in the place of the piece [SYM]', overlaidTokenizer()],
  ];
  for (const [name, tokenizer] of tokenizers)
    test(name, () => {
      fc.assert(
        fc.property(text, text, fc.nat(3), (question, answer, pictures) => {
          const turns = [
            asked(`Q${question}`, pictures),
            { role: 'assistant', text: answer } as const,
            asked(question + '?'),
          ];
          const spans = encodePrompt(tokenizer, template, buildChatPrompt(template, turns));
          checkTokens(tokenizer, spans, { turns: 3, pictures });
        }),
      );
    });
});

test('a piece that lies under an added token is spelt out in untrusted text only', () => {
  const tokenizer = overlaidTokenizer();
  const end = tokenizer.idOf(turnEnd)!;
  assert.ok(tokenizer.encode('a[SYM]b').includes(end));
  const ids = tokenizer.encodeParts([{ text: 'a[SYM]b' }]);
  assert.ok(!ids.includes(end));
  assert.equal(tokenizer.decode(ids), 'a[SYM]b');
});

test('markup that names regions keeps its meaning in a question', async () => {
  const tokenizer = await readTokenizer(checkpointFolder('tiny-pre'));
  const text = 'Where is <ref>the cat</ref>? Like <box>[[1, 2]]</box> <<quad>';
  const ids = promptIds(encodePrompt(tokenizer, template, buildChatPrompt(template, [asked(text)])), 0, []);
  assert.deepEqual(
    ids,
    tokenizer.encode(
      `${turnStart}system\n${template.systemMessage}${turnEnd}${turnStart}user\n${text}${turnEnd}${turnStart}assistant\n`,
    ),
  );
  assert.ok(ids.includes(tokenizer.idOf('<ref>')!));
});

test('without markup tokens in the tokenizer, markup is text', () => {
  const tokenizer = overlaidTokenizer();
  const spans = encodePrompt(tokenizer, template, buildChatPrompt(template, [asked('<ref>x</ref>')]));
  assert.match(tokenizer.decode(promptIds(spans, 0, [])), /<ref>x<\/ref>/);
});

test('the tokenizer begins and ends the prompt as a whole, not its parts', async () => {
  const model = readModelBytes('tiny-pre');
  const added = Object.fromEntries(
    [turnStart, turnEnd, ...Object.values(image)].map((token, index) => [2000 + index, { content: token }]),
  );
  const tokenizer = openTokenizer({
    model,
    tokenizerConfig: JSON.stringify({ add_eos_token: true, added_tokens_decoder: added }),
  });
  const ids = promptIds(
    encodePrompt(tokenizer, template, buildChatPrompt(template, [asked('Compare.', 2)])),
    9,
    [1, 1],
  );
  assert.deepEqual([ids[0], ids.at(-1)], [1, 2]);
  assert.deepEqual(
    ids.slice(1, -1).filter((id) => id === 1 || id === 2),
    [],
  );
});

test('an answer ends with the end of its turn', async () => {
  assert.deepEqual(stopIds(await readTokenizer(checkpointFolder('tiny-pre')), template), [1192]);
});

test('a tokenizer without the tokens of the template is refused by name', () => {
  const tokenizer = openTokenizer({ model: readModelBytes('tiny-pre') });
  assert.throws(
    () => encodePrompt(tokenizer, template, buildChatPrompt(template, [asked('Hi')])),
    (error) => hasCode(error, 'chat/missing-token') && error.details.token === turnStart,
  );
});

function asked(text: string, pictures = 0): PromptTurn {
  return { role: 'user', text, images: Array(pictures).fill('picture') };
}

/** As published InternLM2 models have it: chat tokens take the place of user-defined pieces. */
function overlaidTokenizer(): Tokenizer {
  const model = readModelBytes('identity-prefix-symbols');
  const symbol = openTokenizer({ model }).idOf('[SYM]')!;
  const others = [turnStart, ...Object.values(image)].map((content, index) => [2000 + index, { content }]);
  const added = Object.fromEntries([...others, [symbol, { content: turnEnd }]]) as unknown;
  const special = [turnStart, turnEnd, ...Object.values(image)];
  const config = { added_tokens_decoder: added, additional_special_tokens: special };
  return openTokenizer({ model, tokenizerConfig: JSON.stringify(config) });
}

/** Besides `<s>` in front, the special tokens are those of the turns (with the system's and the answer's) and pictures. */
function checkTokens(tokenizer: Tokenizer, spans: EncodedSpan[], expected: { turns: number; pictures: number }) {
  const ids = spans.flatMap((span) => (span.kind === 'text' ? span.ids : []));
  const count = (token: string): number => ids.filter((id) => id === tokenizer.idOf(token)).length;
  const markup = new Set(template.markup.map((token) => tokenizer.idOf(token)));
  const special = ids.filter((id) => tokenizer.specialIds.has(id) && !markup.has(id));
  assert.deepEqual(
    [count(turnStart), count(turnEnd), count(image.open), count(image.close), count(image.context), ids[0]],
    [expected.turns + 2, expected.turns + 1, expected.pictures, expected.pictures, 0, 1],
  );
  assert.equal(special.length, 1 + 2 * expected.turns + 3 + 2 * expected.pictures);
  assert.equal(spans.filter((span) => span.kind === 'image').length, expected.pictures);
}
