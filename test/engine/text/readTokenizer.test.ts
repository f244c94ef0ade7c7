import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { hasCode, type ErrorCode } from '../../../src/engine/api/errors.ts';
import { readTokenizer } from '../../../src/engine/text/readTokenizer.ts';
import { readModelBytes } from './sentencePieceCases.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hovle-tokenizer-'));
  await writeFile(join(folder, 'tokenizer.model'), readModelBytes('tiny-pre'));
});
afterEach(() => rm(folder, { recursive: true }));

test('only tokenizer.model must be there', async () => {
  const tokenizer = await readTokenizer(folder);
  assert.equal(tokenizer.vocabularySize, 1194);
  assert.equal(tokenizer.idOf('</s>'), 2);
});

test('pieces are shown as the vocabulary writes them, added tokens by their content', async () => {
  await cp(new URL('../../golden/reference/tiny-pre', import.meta.url), folder, { recursive: true });
  const tokenizer = await readTokenizer(folder);
  const pieces = tokenizer.encode('<img>a world').map((id) => tokenizer.pieceOf(id));
  assert.deepEqual(pieces, ['<s>', '<img>', 'a', '▁w', 'or', 'ld']);
  assert.deepEqual(
    ['<img>', '▁w', '<0x41>', 'no such'].map((token) => tokenizer.idOf(token)),
    [1194, 293, 68, undefined],
  );
  assert.equal(tokenizer.pieceOf(99_999), undefined);
  assert.deepEqual(
    [1, 1192, 1196, 293].map((id) => tokenizer.specialIds.has(id)),
    [true, true, true, false],
  );
});

test('a folder without a tokenizer says which file is missing', async () => {
  await rm(join(folder, 'tokenizer.model'));
  await checkRefused('checkpoint/missing-file', /tokenizer\.model is missing/);
});

test('a tokenizer of more than 64 MB is not read', async () => {
  await truncate(join(folder, 'tokenizer.model'), 65 * 1024 * 1024);
  await checkRefused('checkpoint/file-too-large', /tokenizer\.model/);
});

test('an empty tokenizer is refused by its path', async () => {
  await truncate(join(folder, 'tokenizer.model'), 0);
  await checkRefused(
    'tokenizer/not-a-model',
    /hovle-tokenizer-.*tokenizer\.model is no SentencePiece tokenizer: it is empty/,
  );
});

const badSettings: [file: string, content: string, code: ErrorCode, message: RegExp][] = [
  ['tokenizer_config.json', '{"a":', 'config/not-json', /tokenizer_config\.json/],
  ['added_tokens.json', '[]', 'config/not-json', /added_tokens\.json/],
  ['added_tokens.json', '{"<img>": -1}', 'tokenizer/bad-added-token', /<img>.*-1 is no token id/],
  ['added_tokens.json', '{"<img>": 1e300}', 'tokenizer/bad-added-token', /is no token id/],
  ['added_tokens.json', '{"": 5}', 'tokenizer/bad-added-token', /it has no text/],
  ['tokenizer_config.json', '{"added_tokens_decoder": {"x": {"content": "a"}}}', 'tokenizer/bad-added-token', /NaN/],
  ['tokenizer_config.json', '{"added_tokens_decoder": {"5": {"content": 7}}}', 'tokenizer/bad-added-token', /no text/],
  ['special_tokens_map.json', '"text"', 'config/not-json', /special_tokens_map\.json/],
];
for (const [file, content, code, message] of badSettings)
  test(`${content} as ${file} is refused`, async () => {
    await writeFile(join(folder, file), content);
    await checkRefused(code, message);
  });

async function checkRefused(code: ErrorCode, message: RegExp): Promise<void> {
  await assert.rejects(readTokenizer(folder), (error: unknown) => {
    assert.ok(hasCode(error, code), String(error));
    assert.match(error.message, message);
    return true;
  });
}
