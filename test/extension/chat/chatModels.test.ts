import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packError } from '../../../src/engine/api/errorOnWire.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import type { ModelSummary } from '../../../src/engine/api/modelApi.ts';
import { chatModels } from '../../../src/extension/chat/chatModels.ts';
import { chatOptions } from '../../../src/extension/chat/chatOptions.ts';

const nano: ModelSummary = {
  ...{ folder: '/m/nano', name: 'nano', layout: 'hovle', parameterCount: 51_680, trained: true, compiled: [] },
  contextTokens: 4096,
};

test('a model is listed with its true limits: question and answer share what it keeps in mind', () => {
  const [model] = chatModels([nano], 512);
  assert.deepEqual([model?.id, model?.maxInputTokens, model?.maxOutputTokens], ['nano', 4096 - 512, 512]);
  const [short] = chatModels([{ ...nano, contextTokens: 100 }], 512);
  assert.deepEqual([short?.maxInputTokens, short?.maxOutputTokens], [50, 50]);
});

test('models with one name are told apart by their folders, and damaged ones are not offered', () => {
  const problem = packError(new EngineError('checkpoint/no-weights', { folder: '/d' }));
  const models = [nano, { ...nano, folder: '/n/nano' }, { ...nano, name: 'damaged', problem }];
  assert.deepEqual(
    chatModels(models, 512).map(({ id }) => id),
    ['/m/nano', '/n/nano'],
  );
});

test('a request may ask for what makes sense, and for no longer answer than there is room', () => {
  assert.deepEqual(chatOptions({ temperature: 0.5, max_tokens: 9, top_p: 2, stop: 'x' }, 100), {
    temperature: 0.5,
    maxTokens: 9,
  });
  assert.deepEqual(chatOptions({ maxTokens: 1e9 }, 100), { maxTokens: 100 });
  assert.deepEqual(chatOptions({}, 100), { maxTokens: 100 });
});
