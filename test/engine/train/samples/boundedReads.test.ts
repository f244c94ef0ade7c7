import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDraws } from '../../../../src/engine/train/loop/loader.ts';
import { boundedReads } from '../../../../src/engine/train/samples/boundedReads.ts';
import type { SampleSource } from '../../../../src/engine/train/samples/sample.ts';
import { EngineError } from '../../../../src/engine/api/errors.ts';

test('few samples are read at once, whatever a step draws, and come in the order of the draws', async () => {
  let [running, most] = [0, 0];
  const source: SampleSource = {
    name: 'slow',
    read: async (index) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, index % 3));
      running -= 1;
      if (index === 7) throw new EngineError('image/empty', { image: 'seven' });
      return { sequence: { ids: [index] }, tasks: [] };
    },
  };
  const bounded = boundedReads(4);
  const draws = Array.from({ length: 40 }, (_, index) => ({ source: index % 2, index, level: 0 }));
  const { samples, rejected } = await readDraws([bounded(source), bounded(source)], draws, 10);
  assert.equal(most, 4);
  assert.deepEqual(
    samples.map(({ sample }) => sample.sequence.ids[0]),
    draws.map(({ index }) => index).filter((index) => index !== 7),
  );
  assert.deepEqual(
    rejected.map(({ index }) => index),
    [7],
  );
});

test('a source is asked for just the sample that was wanted', async () => {
  const asked: unknown[] = [];
  const source: SampleSource = {
    name: 'recorded',
    read: async (...sample) => {
      asked.push(sample);
      return Promise.resolve({ sequence: { ids: [1] }, tasks: [] });
    },
  };
  await boundedReads(1)(source).read(7, 2, 99);
  assert.deepEqual(asked, [[7, 2, 99]]);
});
