import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { TokenCounter } from '../../../src/engine/generate/tokenCounter.ts';

const model = 'media/models/hovle-untrained';
const image = { path: 'examples/chart.png' };

/** Numbers of Google's SentencePiece for the same file. */
const texts = { '': 0, 'What is in this picture?': 11, 这是一张图片: 12, 'a  b\n\nc 12345': 12 };

for (const [text, expected] of Object.entries(texts))
  test(`${JSON.stringify(text)} takes as many tokens as SentencePiece makes of it: ${expected}`, async () => {
    assert.equal(await new TokenCounter().count({ model, text }), expected);
  });

// 640 × 440 is cut into 3 × 2 tiles and the thumbnail; a tile of 112 pixels is 8 × 8 patches, folded by 2: 16 tokens.
test('a picture takes its tiles, and the two tokens around it', async () => {
  const counter = new TokenCounter();
  assert.equal(await counter.count({ model, images: [image] }), 7 * 16 + 2);
  assert.equal(await counter.count({ model, images: [image], maxTiles: 1 }), 16 + 2);
  assert.equal(await counter.count({ model, text: 'What is in this picture?', images: [image, image] }), 11 + 228);
});

test('a folder without a model is an error each time, and does not spoil the next count', async () => {
  const counter = new TokenCounter();
  for (let times = 0; times < 2; times++)
    await assert.rejects(counter.count({ model: 'media', text: '' }), (error) =>
      hasCode(error, 'checkpoint/missing-file'),
    );
  assert.equal(await counter.count({ model, text: 'What is in this picture?' }), 11);
});
