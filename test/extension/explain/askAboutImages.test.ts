import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AskRequest } from '../../../src/engine/api/answerApi.ts';
import type { ModelSummary } from '../../../src/engine/api/modelApi.ts';
import type { Ask } from '../../../src/extension/asker.ts';
import { createAskAboutImages } from '../../../src/extension/explain/askAboutImages.ts';
import { readSettings } from '../../../src/extension/settings/settings.ts';
import { answer } from '../../engine/host/fakeEngine.ts';

const wordings = { text: 'What does it say?' };
const cases = [
  {
    says: 'our own words give way to those that the model was taught',
    occasion: 'text',
    wordings,
    asked: wordings.text,
  },
  { says: 'a question of the user is asked as it is', occasion: undefined, wordings, asked: 'Write it down.' },
  { says: 'a model that was taught nothing special gets our words', occasion: 'text', asked: 'Write it down.' },
  { says: 'so does one that was taught other things', occasion: 'chart', wordings, asked: 'Write it down.' },
] as const;

for (const { says, occasion, asked, ...model } of cases)
  test(says, async () => {
    const requests: AskRequest[] = [];
    const ask: Ask = async (request) => {
      requests.push(request);
      return answer(request, 'HELLO');
    };
    // Nothing else of it is looked at.
    const find = async () => ({ folder: '/models/m', ...model }) as ModelSummary;
    const askAbout = createAskAboutImages(ask, { find }, () => readSettings(() => undefined));
    await askAbout({ images: [{ path: 'a.png' }], question: 'Write it down.', ...(occasion && { occasion }) });
    assert.deepEqual(
      requests.map(({ turns }) => turns[0]?.text),
      [asked],
    );
  });
