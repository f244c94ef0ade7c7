import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { looksAtEach, occasions, wordingsFile } from '../../../src/engine/api/wordings.ts';
import { worldSource } from '../../../src/engine/data/world/worldSource.ts';
import { readWordings } from '../../../src/engine/hub/readWordings.ts';

const made: string[] = [];

after(async () => {
  for (const folder of made) await rm(folder, { recursive: true });
});

async function folderWith(text?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-wordings-'));
  made.push(folder);
  if (text !== undefined) await writeFile(join(folder, wordingsFile), text);
  return folder;
}

describe('readWordings', () => {
  it('takes the questions it knows and leaves other keys alone', async () => {
    const folder = await folderWith('{"text": "What does it say?", "pose": "Who stands where?", "version": 2}');
    assert.deepEqual(await readWordings(folder), { text: 'What does it say?' });
  });

  it('takes how many pictures a question may be about', async () => {
    const wordings = await readWordings(await folderWith('{"pictures": 2}'));
    assert.deepEqual(wordings, { pictures: 2 });
    assert.deepEqual(
      [1, 2, 3].map((pictures) => looksAtEach(wordings, pictures)),
      [false, false, true],
    );
    assert.equal(looksAtEach({}, 50), false);
  });

  it('has none where the folder says nothing', async () =>
    assert.deepEqual(await readWordings(await folderWith()), {}));

  const refused = [
    { text: 'What?', code: 'config/not-json' },
    { text: '["What?"]', code: 'config/not-json' },
    { text: '{"text": 7}', code: 'config/unsupported' },
    { text: '{"altText": " "}', code: 'config/unsupported' },
    { text: JSON.stringify({ hover: 'a'.repeat(1001) }), code: 'config/unsupported' },
    ...['0', '1.5', '1001', '"1"', 'null', 'true'].map((count) => ({
      ...{ text: `{"pictures": ${count}}`, code: 'config/unsupported' as const },
    })),
    { text: ' '.repeat(70_000), code: 'checkpoint/file-too-large' },
  ] as const;
  for (const { text, code } of refused)
    it(`refuses ${text.slice(0, 20).trim() || 'a file that is too long'} by ${code}`, async () => {
      const folder = await folderWith(text);
      await assert.rejects(readWordings(folder), (error) => hasCode(error, code));
    });

  it('asks the model that comes along about one picture at a time', async () =>
    assert.equal((await readWordings(join('media', 'models', 'hovle-nano'))).pictures, 1));

  it('asks the model that comes along, on every occasion, what its training asked', async () => {
    const trained = new Set<string>();
    const source = worldSource({ seed: 3, split: 'train', families: ['shapes', 'text'] });
    for (let index = 0; index < 400; index++)
      for (const { question } of (await source.read(index)).turns) trained.add(question);
    const wordings = await readWordings(join('media', 'models', 'hovle-nano'));
    assert.deepEqual(
      occasions.filter((occasion) => !trained.has(wordings[occasion] ?? '')),
      [],
    );
  });
});
