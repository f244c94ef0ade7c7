import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EmbeddedToken } from '../../src/engine/api/spaceApi.ts';
import { packSurvey, unpackSurvey } from '../../src/webview/sentSurvey.ts';
import { surveyOf } from './embeddingExplorer/surveys.ts';

const index = fc.nat(100_000);
const plain = { noNullPrototype: true };
const text = fc.record({ kind: fc.constant('text' as const), id: index, piece: fc.string() }, plain);
const place = { image: index, tile: index, row: index, column: index };
const patch = fc.record({ kind: fc.constant('patch' as const), ...place, thumbnail: fc.boolean() }, plain);
const tokens = fc.array<EmbeddedToken>(fc.oneof(text, patch));

test('a survey arrives as it was sent, whatever stands between what', () => {
  fc.assert(
    fc.property(tokens, tokens, (holistic, language) => {
      const survey = surveyOf({ holistic, language }, []);
      assert.deepEqual(unpackSurvey(structuredClone(packSurvey(survey))), survey);
    }),
  );
});

test('patches are sent as numbers only', () => {
  const holistic = Array.from({ length: 50_000 }, (_, i): EmbeddedToken => ({
    ...{ kind: 'patch', image: 0, tile: 0, row: i, column: 0, thumbnail: false },
  }));
  // The editor sends typed arrays apart, and the rest as JSON.
  const json = JSON.stringify(packSurvey(surveyOf({ holistic }, [])), (_key, value: unknown) =>
    ArrayBuffer.isView(value) ? undefined : value,
  );
  assert.ok(json.length < 1000, `${json.length} characters`);
});
