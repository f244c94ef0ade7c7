import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arrangeRequest,
  askRequest,
  clusterRequest,
  compileRequest,
  embedRequest,
  nameRequest,
  surveyRequest,
} from '../../../src/engine/host/requestShapes.ts';

const turns = [{ role: 'user', text: 'what is this?' }];

test('a whole request passes unchanged, bytes included', () => {
  const request = {
    model: '/models/hovle',
    turns: [
      { role: 'user', text: '<image>', images: [{ path: 'a.png' }, { bytes: new Uint8Array([1]), name: 'b.png' }] },
      { role: 'assistant', text: 'a cat' },
      ...turns,
    ],
    maxTokens: 5,
    temperature: 0,
    topK: 1,
    topP: 0.5,
    minP: 0,
    repetitionPenalty: 1,
    seed: 7,
    stop: ['\n'],
    speculation: true,
    prefixCache: false,
    precision: 'int8',
    device: 'auto',
    maxTiles: 6,
    referenceImages: true,
  };
  assert.deepEqual(askRequest(request, 'It'), request);
});

test('fields that are missing stay missing, and unknown ones are left out', () => {
  assert.deepEqual(askRequest({ model: 'm', turns, seed: undefined, other: 1 }, 'It'), { model: 'm', turns });
});

const wrong: Record<string, [value: unknown, sentence: RegExp]> = {
  'no object': ['ask', /^It must be an object\.$/],
  'no model': [{ turns }, /^model in It must be a text\.$/],
  'no turns': [{ model: 'm' }, /^turns in It must be a list\.$/],
  'a turn of someone else': [
    { model: 'm', turns: [{ role: 'system', text: '' }] },
    /^role in turns in It\[0\] must be one of user, assistant\.$/,
  ],
  'a picture that is neither path nor bytes': [
    { model: 'm', turns: [{ role: 'user', text: '', images: [{ url: 'x' }] }] },
    /must be a picture: a path, or bytes with a name\.$/,
  ],
  'a temperature in words': [{ model: 'm', turns, temperature: 'hot' }, /^temperature in It must be a number\.$/],
  'a seed that is not a number': [{ model: 'm', turns, seed: NaN }, /^seed in It must be a number\.$/],
  'no tiles': [{ model: 'm', turns, maxTiles: 0 }, /^maxTiles in It must be a whole number from 1 to 256\.$/],
  'half a tile': [{ model: 'm', turns, maxTiles: 1.5 }, /^maxTiles in It must be a whole number from 1 to 256\.$/],
  'more tiles than any model reads': [{ model: 'm', turns, maxTiles: 257 }, /whole number from 1 to 256\.$/],
  'an unknown precision': [{ model: 'm', turns, precision: 'int2' }, /must be one of fp32, int8, int4\.$/],
};

for (const [what, [value, sentence]] of Object.entries(wrong))
  test(`a question with ${what} is refused`, () => {
    assert.throws(() => askRequest(value, 'It'), { code: 'request/invalid', message: sentence });
  });

test('embedding and compiling are checked as well', () => {
  assert.throws(() => embedRequest({ model: 'm', layer: 'last' }, 'It'), { code: 'request/invalid' });
  assert.throws(() => compileRequest({ checkpoint: 'm' }, 'It'), { code: 'request/invalid' });
  assert.deepEqual(embedRequest({ model: 'm', text: 't' }, 'It'), { model: 'm', text: 't' });
  assert.throws(() => arrangeRequest({ file: 'f', layer: 1, axes: 4 }, 'It'), /axes in It must be one of 2, 3\./);
  assert.deepEqual(arrangeRequest({ file: 'f', layer: 1, axes: 3 }, 'It'), { file: 'f', layer: 1, axes: 3 });
  const named = { model: 'm', vectors: new Float32Array(2), count: 3 };
  assert.deepEqual(nameRequest(named, 'It'), named);
  assert.throws(() => nameRequest({ ...named, vectors: [1, 2] }, 'It'), { code: 'request/invalid' });
  assert.deepEqual(clusterRequest({ file: 'f', layer: 1, other: 2 }, 'It'), { file: 'f', layer: 1 });
  assert.throws(() => surveyRequest({ model: 'm', out: 7 }, 'It'), { code: 'request/invalid' });
  assert.deepEqual(surveyRequest({ model: 'm', text: 't', layer: 3, out: 'f' }, 'It'), {
    model: 'm',
    text: 't',
    out: 'f',
  });
});
