import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasCode } from '../../../../src/engine/api/errors.ts';
import { Constraint } from '../../../../src/engine/generate/constrain/constraint.ts';
import { TokenTable } from '../../../../src/engine/generate/constrain/tokenTable.ts';
import { PrefixCache } from '../../../../src/engine/generate/prefixCache.ts';
import { askToy } from '../askToy.ts';
import { ToyDecoder } from '../toyDecoder.ts';
import { text } from '../toyPrompt.ts';

/** The twelve tokens of the toy model, enough for lists of numbers; 11 ends the answer. */
const tokens = ['[', ']', ',', '1', '2', '[1', ',1', '1]', ' ', '[[', '3,', ''];
const stopId = 11;
const table = new TokenTable(tokens.length, (id) => new TextEncoder().encode(tokens[id]));
const list = '{"type": "array", "items": {"anyOf": [{"enum": [1, 2, 12, 3]}, {"$ref": "#"}]}, "maxItems": 6}';

async function ask(
  options: { seed?: number; temperature?: number; guess?: number; maxTokens?: number },
  cache?: PrefixCache,
) {
  const constraint = new Constraint(list, table, [stopId]);
  const { guess = 0, ...generation } = options;
  const generator = { decoder: new ToyDecoder(), draftLength: guess, ...(cache && { prefixCache: cache }) };
  const question = { prompt: { spans: [text(3, 6, 6, 4)] }, tokenText: constraint, constraint, stopIds: [stopId] };
  const { text: words, finish } = await askToy(generator, { ...question, options: { maxTokens: 60, ...generation } });
  return { words, finish };
}

test('an answer ends by itself with the bracket that closes it', async () => {
  const property = fc.asyncProperty(fc.nat(), async (seed) => {
    const { words, finish } = await ask({ seed, temperature: 1 });
    if (finish === 'stop') assert.ok(Array.isArray(JSON.parse(words)), words);
    else assert.equal(finish, 'length');
  });
  await fc.assert(property, { numRuns: 100 });
});

test('guessing ahead changes no constrained answer', async () => {
  for (let maxTokens = 1; maxTokens < 60; maxTokens += 7)
    assert.deepEqual(await ask({ guess: 8, maxTokens }), await ask({ maxTokens }));
});

test('a constrained answer is the same from the prefix cache', async () => {
  const cache = new PrefixCache(1_000_000);
  const first = await ask({ maxTokens: 30 }, cache);
  assert.deepEqual(await ask({ maxTokens: 30 }, cache), first);
});

test('a vocabulary that cannot spell what must come is told, never a dead end', () => {
  const constraint = new Constraint('{"const": "é"}', table, [stopId]);
  constraint.push(tokens.indexOf(' '));
  assert.throws(
    () => constraint.mask(new Float32Array(tokens.length)),
    (error) => hasCode(error, 'generation/no-token-fits'),
  );
});

test('a character of which half came before the answer was cut is marked as such', () => {
  const bytes = new TokenTable(256, (id) => Uint8Array.of(id));
  const constraint = new Constraint('{"type": "string"}', bytes, []);
  assert.equal([0x22, 0xc3].map((id) => constraint.push(id)).join(''), '"');
  assert.equal(constraint.end(), '\uFFFD');
  assert.ok(!constraint.isWhole);
});
