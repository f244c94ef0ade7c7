import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ChatTurn } from '../../../src/engine/api/answerApi.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import { ExtensionError } from '../../../src/extension/extensionError.ts';
import { answerItems } from '../../../src/extension/notebook/answerText.ts';
import {
  askedQuestion,
  readAskedQuestion,
  requestAgain,
  type AskedQuestion,
} from '../../../src/extension/notebook/askedQuestion.ts';
import type { JsonObject } from '../../../src/extension/notebook/plainNotebook.ts';
import { answer } from './answers.ts';

const cat = new TextEncoder().encode('a cat');
const turns: ChatTurn[] = [{ role: 'user', text: 'What?', images: [{ bytes: cat, name: 'cat.png' }] }];

/** Models of a machine, by name. */
const here = (...names: string[]) => ({
  findModel: async (named: string | undefined) => {
    const name = named ?? names[0];
    if (name === undefined || !names.includes(name))
      throw new ExtensionError('model/unknown', { name: name ?? '', known: names });
    return { folder: `/models/${name}`, name };
  },
});

/** Asks again what an answer came of, on a machine whose cell and settings say something by now. */
async function again(asked: AskedQuestion, now: Partial<Parameters<typeof requestAgain>[0]>, by = turns) {
  return requestAgain({ generation: {}, model: undefined, ...here('nano', 'other'), ...now }, by, asked);
}

describe('an answer is looked into as it was asked', () => {
  test('by its model, though another answers by now', async () => {
    const asked = await askedQuestion('nano', { turns });
    assert.equal((await again(asked, here('other', 'nano'))).model, '/models/nano');
    assert.equal((await again(asked, { ...here('other', 'nano'), model: 'other' })).model, '/models/nano');
    assert.equal((await again(asked, { ...here('other', 'nano'), model: 'gone' })).model, '/models/nano');
  });

  test('by the model of the cell where that has the name: it may lie in a folder that is not searched', async () => {
    const asked = await askedQuestion('mine', { turns });
    const findModel = async (named: string | undefined) =>
      named === './mine' ? { folder: '/notes/mine', name: 'mine' } : here('nano').findModel(named);
    assert.equal((await again(asked, { findModel, model: './mine' })).model, '/notes/mine');
    await assert.rejects(
      again(asked, { findModel }),
      /mine, is not among the models here any more\. Run the cell again/,
    );
  });

  test('with its tiles and number format; the rest is as it is now', async () => {
    const generation = { maxTiles: 12, precision: 'int4', device: 'cpu', maxTokens: 5 } as const;
    const few = { ...(await askedQuestion('nano', { turns, maxTiles: 2 })), precision: 'int8' as const };
    const { model: _, turns: __, ...request } = await again(few, { generation });
    assert.deepEqual(request, { maxTiles: 2, precision: 'int8', device: 'cpu', maxTokens: 5 });
    const byDefault = await again(await askedQuestion('nano', { turns }), { generation });
    assert.ok(!('maxTiles' in byDefault));
  });

  test('and an error that has nothing to do with names stays what it is', async () => {
    const findModel = () => Promise.reject(new EngineError('request/cancelled', undefined));
    await assert.rejects(again(await askedQuestion('nano', { turns }), { findModel }), { code: 'request/cancelled' });
  });
});

describe('what has changed since is told', () => {
  const changed: Record<string, ChatTurn[]> = {
    'the words': [{ ...turns[0]!, text: 'Why?' }],
    'a picture': [{ ...turns[0]!, images: [{ bytes: new TextEncoder().encode('a dog'), name: 'cat.png' }] }],
    'a picture less': [{ role: 'user', text: 'What?' }],
    'the page': [{ ...turns[0]!, images: [{ bytes: cat, name: 'cat.png', page: 2 }] }],
    'the conversation above': [{ role: 'user', text: 'Hello' }, { role: 'assistant', text: 'Hi' }, ...turns],
  };
  for (const [what, now] of Object.entries(changed))
    test(what, async () => {
      const asked = await askedQuestion('nano', { turns });
      await assert.rejects(again(asked, {}, now), /^ExtensionError: The question has changed since this answer/);
    });

  test('but not where a picture lies, nor how it is called', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'asked-'));
    try {
      const file = path.join(folder, 'moved.png');
      writeFileSync(file, cat);
      const asked = await askedQuestion('nano', { turns });
      const moved: ChatTurn[] = [{ ...turns[0]!, images: [{ path: file, page: 1 }] }];
      assert.equal((await again(asked, {}, moved)).model, '/models/nano');
      writeFileSync(file, 'a dog');
      await assert.rejects(again(asked, {}, moved), { code: 'answer/question-changed' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('a notebook keeps how an answer was asked, and no folder', async () => {
  const image = { path: '/home/secret/cat.png' };
  const asked = await askedQuestion('nano', { turns, maxTiles: 3 });
  const [, data] = answerItems({ ...answer({ images: [{ ...answer({}).images[0]!, ...image }] }), asked });
  const text = new TextDecoder().decode(data?.bytes);
  assert.doesNotMatch(text, /secret|home/);
  assert.deepEqual(readAskedQuestion(JSON.parse(text) as JsonObject), { ...asked, precision: 'int8' });
});

test('the only picture is kept by its path from the notebook, no other and none that lies elsewhere', async () => {
  const kept = async (addresses: string[], of = turns) =>
    (await askedQuestion('nano', { turns: of }, addresses)).picture;
  assert.equal(await kept(['images/a%20cat.png']), 'images/a cat.png');
  const elsewhere = [
    '/home/secret/cat.png',
    'C:\\cat.png',
    'file:///cat.png',
    'data:image/png;base64,AA',
    'attachment:a.png',
  ];
  for (const address of [...elsewhere, 'https://example.com/a.png', 'report.pdf#page=3'])
    assert.equal(await kept([address]), undefined, address);
  assert.equal(await kept(['a.png'], [...turns, ...turns]), undefined);
  assert.equal(await kept([]), undefined);
});

test('an answer of an earlier version keeps nothing of it, one that was edited nothing that is used', () => {
  const [, data] = answerItems(answer({}));
  assert.equal(readAskedQuestion(JSON.parse(new TextDecoder().decode(data?.bytes)) as JsonObject), undefined);
  const asked = { model: 'nano', question: 'x' };
  assert.deepEqual(readAskedQuestion({ asked: { ...asked, maxTiles: -1 }, precision: 'int99' }), asked);
  for (const damaged of [
    null,
    7,
    [],
    {},
    { model: 'nano' },
    { ...asked, model: 7 },
    { ...asked, model: 'n'.repeat(5000) },
  ])
    assert.equal(readAskedQuestion({ asked: damaged }), undefined);
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      assert.doesNotThrow(() => readAskedQuestion({ asked: value as JsonObject, precision: value as JsonObject })),
    ),
  );
});
