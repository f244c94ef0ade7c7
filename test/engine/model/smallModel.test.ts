import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import { isSmallModel } from '../../../src/engine/model/smallModel.ts';

const shipped = readFileSync('media/models/hovle-nano/config.json', 'utf8');

test('the model that comes along is a small one, whatever it is called, and an untrained one is none', () => {
  assert.equal(isSmallModel(readConfig(shipped, 'config.json')), true);
  const untrained = JSON.stringify({ ...JSON.parse(shipped), hovle_untrained: true });
  assert.equal(isSmallModel(readConfig(untrained, 'config.json')), false);
});

test('models of the published sizes are not small, down to the language model of InternVL2-1B', () => {
  const config = readConfig(shipped, 'config.json');
  const published = { layers: 24, width: 2048, heads: 16, keyValueHeads: 8, headWidth: 128, intermediateWidth: 8192 };
  const internVl2Of1B = { layers: 24, width: 896, heads: 14, keyValueHeads: 2, headWidth: 64, intermediateWidth: 4864 };
  for (const size of [published, internVl2Of1B])
    assert.equal(isSmallModel({ ...config, language: { ...config.language, ...size } }), false);
});
