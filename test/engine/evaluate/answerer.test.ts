import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import { answererOf } from '../../../src/engine/evaluate/answerer.ts';
import { answerQuestion } from '../../../src/engine/generate/answerQuestion.ts';
import { loadModel } from '../../../src/engine/generate/loadedModel.ts';
import { decodeImage } from '../../../src/engine/image/decodeImage.ts';
import { readImage } from '../../../src/engine/image/readImage.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const clock = (): number => performance.now();

test('a model is asked by a benchmark as it is by a user', async (t) => {
  const out = join(await temporaryFolder(t), 'compiled');
  await compileModel(join(root, 'media', 'models', 'hovle-untrained'), { out, precision: 'fp32' });
  const model = await loadModel(out, { device: 'cpu', threads: 1, prefixCacheBytes: 0 });
  // The picture of one tile: a benchmark hands over pixels, a user a file.
  const path = join(root, 'examples', 'shapes.png');
  const picture = await decodeImage(await readImage({ path }), { mode: 'user' });
  const question = 'What is in the picture?';
  const turn = { role: 'user' as const, text: question, images: [{ path }] };
  const call = { clock, startedAt: 0, loadMs: 0 };
  const asked = await answerQuestion(model, { model: out, turns: [turn], maxTokens: 12 }, call);
  const found = await answererOf(model, { maxTokens: 12, clock })([picture], question);
  assert.ok(found.length > 0);
  assert.equal(found, asked.text.trim());
  await model.close();
});
