import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createLocalEngine } from '../../../src/engine/host/localEngine.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const golden = join(import.meta.dirname, '..', '..', 'golden', 'reference');

async function stage(t: TestContext, name: string, picture: string) {
  const engine = createLocalEngine({ cacheFolder: await temporaryFolder(t) });
  t.after(() => engine.close());
  const images = [{ path: join(golden, 'images', picture) }];
  const turns = [{ role: 'user' as const, text: 'What?', images }];
  return { engine, request: { model: join(golden, name), turns, device: 'cpu', maxTokens: 12 } as const };
}

for (const [name, picture] of [
  ['tiny-pre', 'tiny-pre-tall-tie-0.png'],
  ['tiny-post', 'tiny-post-two-turns-0.png'],
] as const)
  test(`an answer of ${name} is explained piece by piece over the patches of its picture`, async (t) => {
    const { engine, request } = await stage(t, name, picture);
    const { text } = await engine.ask(request);
    const { pieces, patches, similarity, pictures } = await engine.explain({ ...request, answer: text });
    assert.equal(
      pieces
        .map((piece) => piece.text)
        .join('')
        .trim()
        .slice(0, 3),
      text.trim().slice(0, 3),
    );
    assert.equal(similarity.length, pieces.length * patches.length);
    assert.ok(similarity.every((cosine) => Math.abs(cosine) <= 1 + 1e-5));
    assert.ok(patches.length > 1 && pictures.length === 1);
    const embedded = await engine.embed({ ...request, images: request.turns[0]!.images, text: 'x' });
    assert.equal(patches.length, embedded.tokens.filter(({ kind }) => kind === 'patch').length);
  });

test('the words a model chose itself are the likeliest, and less likely ones have smaller probabilities', async (t) => {
  const { engine, request } = await stage(t, 'tiny-pre', 'tiny-pre-tall-tie-0.png');
  const chosen = await engine.ask({ ...request, maxTokens: 1 });
  const own = await engine.explain({ ...request, answer: chosen.text });
  const other = await engine.explain({ ...request, answer: 'zebra' });
  assert.ok(own.pieces[0]!.probability > other.pieces[0]!.probability);
  assert.ok(own.pieces.every(({ probability }) => probability > 0 && probability <= 1));
});

test('an answer without words, and a question without a picture, are no trap', async (t) => {
  const { engine, request } = await stage(t, 'tiny-pre', 'tiny-pre-tall-tie-0.png');
  await refused(() => engine.explain({ ...request, answer: '' }), 'embed/nothing');
  const bare = await engine.explain({ ...request, turns: [{ role: 'user', text: 'What?' }], answer: 'a cat' });
  assert.deepEqual([bare.patches.length, bare.pictures.length, bare.similarity.length], [0, 0, 0]);
});

test('a long answer is explained as its beginning is, though it is read in several runs', async (t) => {
  const { engine, request } = await stage(t, 'tiny-pre', 'tiny-pre-tall-tie-0.png');
  const answer = 'one two three four five six seven eight nine ten';
  const short = await engine.explain({ ...request, answer: 'one two three' });
  const long = await engine.explain({ ...request, answer: `${answer} ${answer}` });
  assert.ok(long.pieces.length > 40);
  for (const [i, { text, probability }] of short.pieces.entries()) {
    assert.equal(long.pieces[i]!.text, text);
    assert.ok(Math.abs(long.pieces[i]!.probability / probability - 1) < 1e-3);
  }
  const extended = await engine.explain({ ...request, answer: `${answer} ${answer} ${answer}` });
  for (const [i, { probability }] of long.pieces.entries())
    assert.ok(Math.abs(extended.pieces[i]!.probability / probability - 1) < 1e-3);
});
