import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openDataset } from '../../../../src/engine/data/formats/openDataset.ts';
import { readDraws } from '../../../../src/engine/train/loop/loader.ts';
import { templatingOf } from '../../../../src/engine/train/recipe/openSamples.ts';
import { answerSamples, type Templating } from '../../../../src/engine/train/samples/answerSamples.ts';
import { untaughtLessons } from '../../../../src/engine/train/samples/lessonSamples.ts';
import type { SampleSource } from '../../../../src/engine/train/samples/sample.ts';
import { textSamples } from '../../../../src/engine/train/samples/textSamples.ts';
import { reference } from '../../checkpoint/reference.ts';
import { inDataFolder, pngOf } from '../../data/formats/dataFolder.ts';

describe('pictures without a caption', async () => {
  const templating: Templating = { ...(await templatingOf(reference('tiny-pre'))), weighting: 'token' };
  const draws = [0, 1, 2, 3].map((index) => ({ source: 0, index, level: 0 }));
  const names = ['a', 'b', 'c', 'd'];
  const check = async (make: (...of: Parameters<typeof answerSamples>) => SampleSource, expected: object) => {
    const png = await pngOf([9, 9, 9]);
    const files = Object.fromEntries(names.map((name) => [`${name}.png`, png]));
    await inDataFolder({ ...files, 'b.txt': 'a cat', 'd.txt': 'a dog' }, async (folder) => {
      const source = make(await openDataset(join(folder)), templating);
      const { samples, rejected } = await readDraws([source], draws, 4096);
      assert.deepEqual({ learned: samples.length, rejected: rejected.map(({ index }) => index) }, expected);
      for (const { reason } of rejected)
        assert.match(reason.message, /neither a question with an answer nor a caption/);
    });
  };

  test('are left out of answers', () => check(answerSamples, { learned: 2, rejected: [0, 2] }));
  test('are left out of texts', () => check(textSamples, { learned: 2, rejected: [0, 2] }));
  test('are lessons as any others', () => check(untaughtLessons, { learned: 4, rejected: [] }));
});
