import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { hasCode } from '../../../../src/engine/api/errors.ts';
import { Constraint } from '../../../../src/engine/generate/constrain/constraint.ts';
import { chooseToken } from '../../../../src/engine/generate/sampling.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';
import { byteVocabulary } from './byteVocabulary.ts';
import { schemas } from './schemas.ts';

const { table, size, stopId } = byteVocabulary();

test('whatever a model computes, what is written fits the schema, or was cut', () => {
  const counts = { whole: 0, cut: 0, impossible: 0 };
  const property = fc.property(schemas(), fc.nat(), fc.constantFrom(0, 0.5, 1, 3), (schema, seed, temperature) => {
    const text = write(schema, { seed, temperature });
    if (text === undefined) counts.impossible++;
    else if (text === 'cut') counts.cut++;
    else {
      counts.whole++;
      const value: unknown = JSON.parse(text);
      const { valid, errors } = new Validator(schema, '2020-12', false).validate(value);
      assert.ok(valid, `${text} ${JSON.stringify(errors)}`);
    }
  });
  fc.assert(property, { numRuns: 300 });
  assert.ok(counts.whole > 100, JSON.stringify(counts));
});

/** Writes an answer with random logits; undefined where nothing fits the schema. */
function write(schema: object, { seed, temperature }: { seed: number; temperature: number }): string | undefined {
  const random = seededRandom(seed);
  let constraint: Constraint;
  try {
    constraint = new Constraint(JSON.stringify(schema), table, [stopId]);
  } catch (error) {
    if (hasCode(error, 'schema/impossible')) return undefined;
    throw error;
  }
  let text = '';
  const options = { temperature, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 };
  for (let count = 0; count < 250 && !constraint.isDone; count++) {
    const logits_V = Float32Array.from({ length: size }, (_, id) => 4 * random() + (closes(id) ? 3 : 0));
    const id = chooseToken(constraint.mask(logits_V), options, new Set(), random);
    if (id === stopId) return text + constraint.end();
    text += constraint.push(id);
  }
  return constraint.isDone ? text : 'cut';
}

/** A model that means nothing still ends what it began. */
const closes = (id: number): boolean => id === stopId || '"]}'.includes(String.fromCharCode(id));
