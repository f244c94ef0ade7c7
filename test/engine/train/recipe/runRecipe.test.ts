import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { listLocalModels } from '../../../../src/engine/hub/localModels.ts';
import type { MetricLine } from '../../../../src/engine/train/loop/metrics.ts';
import type { RunState } from '../../../../src/engine/train/loop/runState.ts';
import { runRecipe, type RecipeCall } from '../../../../src/engine/train/recipe/runRecipe.ts';
import { reference } from '../../checkpoint/reference.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

const shippedModels = join(import.meta.dirname, '../../../../media/models');

const recipe = (readers: number) => `name: three stages
model: ${reference('tiny-pre')}
threads: 1
readers: ${readers}
defaults:
  steps: 4
  rate: 1e-3
  warmupSteps: 1
  samplesPerStep: 4
  rowTokens: 700
  checkpoints: { every: 2 }
  data:
    - world: [shapes/colour]
      size: 32
    - world: [text/read]
      size: 32
      weight: 2
stages:
  - { stage: distill, teacher: ${reference('tiny-internvl2')}, evaluation: { every: 4, samples: 3 } }
  - { stage: align }
  - { stage: instruct, evaluation: { every: 2, samples: 3 } }
`;

describe('a recipe', () => {
  let folder = '';
  const lines: [string, MetricLine][] = [];
  const run = async (readers: number, out: string, changes: Partial<RecipeCall> = {}) => {
    const file = join(folder, `${readers}.yaml`);
    await writeFile(file, recipe(readers));
    return runRecipe(file, { out: join(folder, out), allowChanges: false, clock: () => performance.now(), ...changes });
  };
  const lossesOf = (some: readonly [string, MetricLine][]) =>
    some.flatMap(([stage, line]) => (line.kind === 'step' ? [[stage, line.step, line.loss]] : []));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hovle-recipe-'));
    await run(0, 'whole', { onLine: ({ name }, line) => lines.push([name, line]) });
  });
  after(() => rm(folder, { recursive: true }));

  test('runs its stages one after another and leaves a model and a report', async () => {
    assert.deepEqual([...new Set(lines.map(([stage]) => stage))], ['distill', 'align', 'instruct']);
    assert.ok(lossesOf(lines).every(([, , loss]) => Number.isFinite(loss)));
    const model = await openCheckpoint(join(folder, 'whole', 'model'));
    await model.close();
    const start = await openCheckpoint(reference('tiny-pre'));
    await start.close();
    assert.deepEqual([...model.tensors.keys()], [...start.tensors.keys()]);
    const report = await readFile(join(folder, 'whole', 'report.md'), 'utf8');
    assert.match(report, /## distill[^]*4 of 4[^]*## align[^]*## instruct[^]*text\/read/);
  });

  test('draws in no stage what an earlier one has drawn', async () => {
    const states = ['1-distill', '2-align', '3-instruct'].map(async (stage) => {
      const file = join(folder, 'whole', stage, 'step-00000004', 'training', 'state.json');
      return JSON.parse(await readFile(file, 'utf8')) as RunState;
    });
    const [first, ...later] = await Promise.all(states);
    assert.equal(first?.seed, 1);
    assert.equal(new Set(later.map(({ seed }) => seed).concat(1)).size, 3);
    const most = (state: RunState | undefined) => Math.max(...(state?.position.drawn ?? []));
    const least = (state: RunState | undefined) => Math.min(...(state?.pending.flat().map(({ index }) => index) ?? []));
    assert.ok(most(first) < 100);
    assert.ok(most(first) < least(later[0]) && most(later[0]) < least(later[1]));
  });

  test('learns the same from samples that another thread reads', async () => {
    const threaded: [string, MetricLine][] = [];
    await run(1, 'threaded', { onLine: ({ name }, line) => threaded.push([name, line]) });
    assert.deepEqual(lossesOf(threaded), lossesOf(lines));
  });

  test('stopped in any stage it goes on there, and once done there is nothing left to do', async () => {
    const resumed: [string, MetricLine][] = [];
    for (const stopAfter of [2, 5, 7]) {
      const stop = new AbortController();
      let seen = 0;
      const onLine: RecipeCall['onLine'] = ({ name }, line) => {
        resumed.push([name, line]);
        if (line.kind === 'step' && ++seen === stopAfter) stop.abort();
      };
      await run(0, 'stopped', { signal: stop.signal, onLine });
    }
    assert.deepEqual(lossesOf(resumed), lossesOf(lines));
    const again: MetricLine[] = [];
    const { reason } = await run(0, 'stopped', { onLine: (_, line) => again.push(line) });
    assert.deepEqual({ reason, again }, { reason: 'done', again: [] });
  });

  test('a run is not gone on with by another recipe, or by two processes', async () => {
    await assert.rejects(run(2, 'stopped'), { code: 'train/other-recipe' });
    await writeFile(join(folder, 'stopped.lock'), `1 0`);
    await assert.rejects(run(0, 'stopped'), { code: 'train/already-running' });
  });
});

describe('with a changed recipe', () => {
  const align = 'stages:\n  - { stage: align, evaluation: { every: 1, samples: 3, patience: 9 } }\n';
  const own = `${recipe(0).split('stages:')[0]}${align}`;
  const stepsOf = async (out: string, stage: string) =>
    (await readFile(join(out, stage, 'metrics.jsonl'), 'utf8'))
      .split('\n')
      .flatMap((line) => (line.includes('"kind":"step"') ? [(JSON.parse(line) as MetricLine).step] : []));
  const running = async (t: TestContext) => {
    const folder = await temporaryFolder(t);
    const out = join(folder, 'out');
    const run = async (text: string) => {
      await writeFile(join(folder, 'own.yaml'), text);
      return runRecipe(join(folder, 'own.yaml'), { out, allowChanges: true, clock: () => performance.now() });
    };
    return { out, run };
  };

  test('a stage that has ended goes on where it has more steps, or more patience', async (t) => {
    const { out, run } = await running(t);
    await run(own.replace('steps: 4', 'steps: 2'));
    await run(own);
    assert.deepEqual(await stepsOf(out, '1-align'), [1, 2, 3, 4]);
    assert.match(await readFile(join(out, 'report.md'), 'utf8'), /4 of 4/);
    const end = JSON.parse(await readFile(join(out, '1-align', 'end.json'), 'utf8')) as { step: number };
    assert.equal(end.step, 4);
    // As one that ended because nothing got better.
    const stuck = { ...end, reason: 'no-progress' };
    await writeFile(join(out, '1-align', 'end.json'), JSON.stringify(stuck));
    await run(own.replace('steps: 4', 'steps: 5').replace('patience: 9', 'patience: 10'));
    assert.deepEqual(await stepsOf(out, '1-align'), [1, 2, 3, 4, 5]);
  });

  test('a run goes on with a source more, and with one less', async (t) => {
    const { out, run } = await running(t);
    const more = own.replace('  data:\n', '  data:\n    - { world: [shapes/shape], size: 32, weight: 9 }\n');
    await run(own.replace('steps: 4', 'steps: 1'));
    await run(more);
    const folder = join(out, '1-align', 'step-00000004', 'training', 'state.json');
    const { position, sources } = JSON.parse(await readFile(folder, 'utf8')) as RunState;
    assert.deepEqual(sources, ['shapes/shape', 'shapes/colour', 'text/read']);
    assert.ok(position.drawn.every((count) => Number.isSafeInteger(count) && count > 0));
    await run(own.replace('steps: 4', 'steps: 6'));
    assert.deepEqual(await stepsOf(out, '1-align'), [1, 2, 3, 4, 5, 6]);
  });

  test('a later stage that has learned from what came out of an earlier one does not stay as it was', async (t) => {
    const { out, run } = await running(t);
    const both = `${own}  - { stage: instruct, steps: 1 }\n`;
    await run(both.replace('steps: 4', 'steps: 1'));
    const later = join(out, '2-instruct');
    await assert.rejects(run(both.replace('steps: 4', 'steps: 2')), {
      code: 'train/stage-behind',
      details: { folder: later, earlier: join(out, '1-align') },
    });
    assert.deepEqual(await stepsOf(out, '1-align'), [1]);
    await rm(later, { recursive: true });
    await run(both.replace('steps: 4', 'steps: 2'));
    assert.deepEqual([await stepsOf(out, '1-align'), await stepsOf(out, '2-instruct')], [[1, 2], [1]]);
    // More steps of the last stage concern no other.
    await run(both.replace('steps: 4', 'steps: 2').replace('steps: 1', 'steps: 3'));
    assert.deepEqual(await stepsOf(out, '2-instruct'), [1, 2, 3]);
  });
});

test('what fails before its first step leaves nothing that keeps a corrected recipe from beginning', async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'corrected.yaml');
  const out = join(folder, 'corrected');
  const start = async (text: string) => {
    await writeFile(file, text);
    return runRecipe(file, { out, allowChanges: false, clock: () => performance.now(), shippedModels });
  };
  const short = recipe(0).replace('steps: 4', 'steps: 1');
  const lost = short.replace(reference('tiny-pre'), 'hovle-unheard-of');
  await assert.rejects(start(lost), { code: 'train/no-such-model', message: /hovle-untrained/ });
  await assert.rejects(start(short.replace(/world: .*colour.*\n.*size: 32/, 'dataset: gone.jsonl')), {
    code: 'disk/missing',
  });
  assert.equal(existsSync(out), false);
  // Found only with the first step: not one sample fits into a row.
  await assert.rejects(start(short.replace('rowTokens: 700', 'rowTokens: 5')), { code: 'train/nothing-to-learn' });
  const shipped = short.replace(reference('tiny-pre'), 'hovle-untrained').replace(/ {2}- \{ stage: distill.*\n/, '');
  assert.equal((await start(shipped)).reason, 'done');
  await assert.rejects(start(short), { code: 'train/other-recipe', message: /corrected\.yaml/ });
});

const config = join(import.meta.dirname, '../../../../recipes/nano/hovle.config.json');

/** What may be wrong with things that a recipe names, and what is said of it. */
const lost: { what: string; code: string; change: (text: string) => string }[] = [
  {
    what: 'the data of its last stage is gone',
    code: 'disk/missing',
    change: ofLast('data: [{ dataset: gone.jsonl }]'),
  },
  { what: 'data is damaged', code: 'data/bad-file', change: ofLast('data: [{ dataset: damaged.json }]') },
  { what: 'data has no known form', code: 'data/unknown-format', change: ofLast('data: [{ dataset: own.yaml }]') },
  {
    what: 'the folder of its pictures is gone',
    code: 'disk/missing',
    change: ofLast('data: [{ dataset: some.jsonl, pictures: gone }]'),
  },
  {
    what: 'a tokenizer is gone',
    code: 'train/no-such-model',
    change: ofLast(`model: { config: ${config}, tokenizer: gone }`),
  },
  {
    what: 'sentences for a tokenizer are gone',
    code: 'disk/missing',
    change: ofLast(`model: { config: ${config}, tokenizer: { data: [{ world: [shapes] }], sentences: gone.txt } }`),
  },
  {
    what: 'data for a tokenizer is gone',
    code: 'disk/missing',
    change: ofLast(`model: { config: ${config}, tokenizer: { data: [{ dataset: gone.jsonl }] } }`),
  },
  {
    what: 'a pinned picture is gone',
    code: 'image/missing',
    change: (text) => `pinned: [{ picture: gone.pdf#page=2, question: What is it? }]\n${text}`,
  },
];

function ofLast(fields: string): (text: string) => string {
  return (text) => text.replace('{ stage: instruct,', `{ stage: instruct, ${fields},`);
}

for (const { what, code, change } of lost)
  test(`a recipe is refused before anything is learned where ${what}`, async (t) => {
    const folder = await temporaryFolder(t);
    const file = join(folder, 'own.yaml');
    await writeFile(join(folder, 'damaged.json'), '[{"id": 1}, ');
    await writeFile(join(folder, 'some.jsonl'), '{"conversations": [{"from": "human", "value": "a"}]}\n');
    await writeFile(file, change(recipe(0)));
    const out = join(folder, 'out');
    await assert.rejects(runRecipe(file, { out, allowChanges: false, clock: () => 0 }), { code });
    assert.equal(existsSync(out), false);
  });

test('the model of a run has a card of its own, no other model’s scores, and is listed by the run’s name', async (t) => {
  const folder = await temporaryFolder(t);
  const start = join(folder, 'start');
  await cp(reference('tiny-pre'), start, { recursive: true });
  for (const file of ['README.md', 'scores.md', 'LICENSE', 'questions.json']) await writeFile(join(start, file), '{}');
  const file = join(folder, 'carded.yaml');
  const text = recipe(0)
    .replace('steps: 4', 'steps: 2')
    .replace(/ {2}- \{ stage: (distill|align).*\n/g, '');
  await writeFile(file, text.replace(reference('tiny-pre'), './start'));
  const out = join(folder, 'carded');
  const { model = '' } = await runRecipe(file, { out, allowChanges: false, clock: () => performance.now() });
  const files = await readdir(model);
  assert.deepEqual(
    ['scores.md', 'LICENSE', 'questions.json'].filter((file) => files.includes(file)),
    ['LICENSE', 'questions.json'],
  );
  const card = await readFile(join(model, 'README.md'), 'utf8');
  assert.match(card, /^# three stages\n\nTrained further from `\.\/start`[^]*## instruct[^]*2 of 2[^]*score 0/);
  const listed = await listLocalModels([folder], () => Promise.resolve(false));
  assert.deepEqual(
    listed.flatMap(({ name, folder: own }) => (own === model ? [name] : [])),
    ['carded'],
  );
});
