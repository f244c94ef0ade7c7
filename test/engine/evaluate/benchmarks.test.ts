import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { EvaluateProgress } from '../../../src/engine/api/evaluationApi.ts';
import { openBenchmark } from '../../../src/engine/evaluate/openBenchmark.ts';
import { scoreRows } from '../../../src/engine/evaluate/scoreRows.ts';
import { scoreTurns, type AskedTurn } from '../../../src/engine/evaluate/scoreTurns.ts';
import { wordOverlap } from '../../../src/engine/evaluate/wordOverlap.ts';
import { createLocalEngine } from '../../../src/engine/host/localEngine.ts';
import { worldSource } from '../../../src/engine/data/world/worldSource.ts';
import { reference } from '../checkpoint/reference.ts';

const shipped = 'media/benchmarks/nano-world';

test('the pictures by other programs are all there, each with what is asked about it', async () => {
  const { length, read } = await openBenchmark('media/benchmarks/other-programs');
  assert.equal(length, 70);
  const read70 = await Promise.all(Array.from({ length }, (_, index) => read(index)));
  assert.deepEqual(
    new Set(read70.map(({ pictures }) => `${pictures[0]?.width} × ${pictures[0]?.height}`)),
    new Set(['336 × 336']),
  );
  assert.equal(
    read70.reduce((sum, { turns }) => sum + turns.length, 0),
    134,
  );
});

describe('the benchmark that ships', () => {
  test('has the very pictures and questions that the world draws', async () => {
    const { length, read } = await openBenchmark(shipped);
    assert.equal(length, 210);
    for (const index of [0, 7, 36]) {
      const { pictures, turns } = await read(index);
      const family = turns[0]?.task.split('/')[0] ?? '';
      const { level } = turns[0] ?? { level: 0 };
      const drawn = worldSource({ seed: 2026, split: 'test', families: [family] });
      const examples = await Promise.all([0, 1, 2, 3, 4, 5].map((i) => drawn.read(i, level)));
      const same = examples.find((one) =>
        Buffer.from(one.pictures[0]?.rgb ?? []).equals(pictures[0]?.rgb ?? Buffer.alloc(0)),
      );
      assert.ok(same, `Picture ${index} is none of ${family} at level ${level}.`);
      const said = same.turns.map(({ question, answer }) => [question, answer]);
      for (const { question, expected } of turns)
        assert.ok(said.some((one) => one.join() === [question, expected].join()));
    }
  });

  test('asks all families and levels in any beginning', async () => {
    const { read } = await openBenchmark(shipped);
    const turns = (await Promise.all(Array.from({ length: 35 }, (_, i) => read(i)))).flatMap((item) => item.turns);
    for (const questions of [20, turns.length]) {
      const asked = turns.slice(0, questions);
      assert.equal(new Set(asked.map(({ task }) => task.split('/')[0])).size, 7);
      assert.deepEqual([...new Set(asked.map(({ level }) => level))].sort(), [0, 1, 2, 3, 4]);
    }
  });
});

describe('a benchmark', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hovle-benchmark-'));
    const lines = ['red', 'red', 'blue'].map((answer, i) =>
      JSON.stringify({ image: 'a.png', question: `Q${i % 2}?`, answer }),
    );
    await writeFile(join(folder, 'questions.jsonl'), lines.join('\n'));
    await cp('examples/shapes.png', join(folder, 'a.png'));
  });
  after(() => rm(folder, { recursive: true }));

  test('is asked in the engine, with progress, and says what was answered', async (context) => {
    const engine = createLocalEngine({ cacheFolder: join(folder, 'cache'), threads: 1 });
    context.after(() => engine.close());
    const progress: EvaluateProgress[] = [];
    const request = {
      model: reference('tiny-pre'),
      benchmark: join(folder, 'questions.jsonl'),
      device: 'cpu' as const,
    };
    const result = await engine.evaluate(request, { onProgress: (one) => progress.push(one) });
    assert.deepEqual([result.benchmark, result.total.answers, result.outcomes.length], ['questions', 3, 3]);
    assert.equal(result.mistakes.length, result.outcomes.split('0').length - 1);
    assert.deepEqual(progress.at(-1), { kind: 'asked', fraction: 1, answers: 3, right: result.total.exact });
    const again = await engine.evaluate({ ...request, questions: 2 });
    assert.equal(again.total.answers, 2);
    assert.notEqual(again.benchmarkHash, result.benchmarkHash);
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(engine.evaluate(request, { signal: stop.signal }), { code: 'request/cancelled' });
  });

  test('that was damaged is refused with a reason', async () => {
    const copy = join(folder, 'damaged');
    await cp(shipped, copy, { recursive: true });
    const manifest = join(copy, 'benchmark.json');
    const whole = await readFile(manifest, 'utf8');
    for (const [text, reason] of [
      ['{', /it is not JSON/],
      ['{"version":2,"name":"x"}', /another version/],
      [whole.replace('"level":0', '"level":"easy"'), /a question of entry 0/],
    ] as const) {
      await writeFile(manifest, text);
      await assert.rejects(openBenchmark(copy), { code: 'data/bad-file', message: reason });
    }
    await writeFile(manifest, whole.replace('shapes-0-0.png', 'gone.png'));
    const { read } = await openBenchmark(copy);
    await assert.rejects(read(0), { code: 'data/bad-file', message: /it has no gone\.png/ });
  });
});

test('who sees no picture answers as the other questions in the same words are answered', () => {
  const turn = (question: string, expected: string, found: string): AskedTurn => ({
    ...{ task: 't/colour', level: 0, question, expected, found },
  });
  const asked = [
    turn('Q?', 'red', 'red'),
    turn('Q?', 'red', 'Red'),
    turn('Q?', 'red', ''),
    turn('Q?', 'blue', 'blue'),
    { ...turn('alone?', 'red', ''), blind: 'green' },
  ];
  const [score] = scoreTurns(asked);
  // The reds vote for one another; the blue one is outvoted; the last says itself what is usual.
  assert.deepEqual([score?.exact, score?.alike, score?.blind], [2, 3, 3]);
});

test('scores are summed by family and level, with an interval', () => {
  const score = (task: string, level: number, exact: number) => ({
    ...{ task, level, answers: 10, exact, alike: exact, blind: 1 },
  });
  const { total, families, tasks } = scoreRows([
    score('a/x', 0, 3),
    score('a/y', 0, 5),
    score('a/x', 1, 0),
    score('b', 0, 10),
  ]);
  assert.deepEqual([total.answers, total.exact, tasks.length], [40, 18, 4]);
  assert.deepEqual(
    families.map(({ task, level, exact }) => [task, level, exact]),
    [
      ['a', 0, 8],
      ['a', 1, 0],
      ['b', 0, 10],
    ],
  );
  // Wilson's formula for 8 of 20, worked out by hand.
  assert.deepEqual(
    families[0]?.interval.map((end) => Number(end.toFixed(3))),
    [0.219, 0.613],
  );
});

test('words in common are counted as often as both have them', () => {
  assert.equal(wordOverlap('A red cat.', 'a RED cat'), 1);
  assert.equal(wordOverlap('red red', 'red'), 2 / 3);
  assert.equal(wordOverlap('', ''), 1);
  assert.equal(wordOverlap('cat', ''), 0);
});
