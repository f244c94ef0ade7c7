import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { packError } from '../../../src/engine/api/errorOnWire.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import type { RunSummary, StagePart } from '../../../src/engine/api/trainingApi.ts';
import { stepColumns } from '../../../src/engine/api/trainingApi.ts';
import { localiseWith } from '../../../src/extension/localise.ts';
import { RunCurves } from '../../../src/extension/training/runCurves.ts';
import { shownPart, shownRun } from '../../../src/extension/training/shownRun.ts';
import { trainingItems } from '../../../src/extension/training/trainingItems.ts';
import { readTraining } from '../../../src/webview/trainingRenderers/readOutputs.ts';

const stage = { name: 'instruct', kind: 'instruct', steps: 2000, isDone: false, checkpoints: [] };
const run: RunSummary = {
  ...{ folder: '/home/me/runs/a', name: 'a <b>', state: 'failed', problem: '/home/me/data/x.png does not exist.' },
  ...{ changedMs: 0, stages: [stage], pinned: [] },
};

function part(count: number, isAnew = true): StagePart {
  const column = (name: string) =>
    Float64Array.from({ length: count }, (_, i) => (name === 'step' ? i + 1 : 1 / (i + 1)));
  // Every column of the list is made.
  const steps = Object.fromEntries(stepColumns.map((name) => [name, column(name)])) as StagePart['steps'];
  const evaluation = { step: count, loss: NaN, score: 0.5, isBest: true, accuracy: [] };
  return { stage: 0, isAnew, steps, evaluations: [evaluation], predictions: [], rejected: [] };
}

function itemsOf(parts: StagePart[], of = run) {
  const curves = new RunCurves();
  curves.add(parts);
  const [json, svg, markdown] = trainingItems(of, curves).map(({ bytes }) => new TextDecoder().decode(bytes));
  assert.ok(json !== undefined && svg !== undefined && markdown !== undefined);
  return { output: JSON.parse(json) as Record<string, unknown>, json, svg, markdown };
}

test('what a notebook keeps of a run is read again by its renderer', () => {
  const { output } = itemsOf([part(5)]);
  const read = readTraining(output);
  assert.deepEqual(JSON.parse(JSON.stringify(read)), output);
  assert.deepEqual(read?.stages[0]?.evaluations, [{ step: 5, loss: null, score: 0.5 }]);
});

test('a long run takes little of the notebook and keeps its ends', () => {
  const { output, json } = itemsOf([part(40_000)]);
  const read = readTraining(output)?.stages[0];
  assert.ok(json.length < 40_000, `${json.length} characters`);
  assert.equal(read?.reached, 40_000);
  assert.ok((read.step.at(-1) ?? 0) > 39_800);
});

test('parts are put behind one another, and a file that was written anew begins again', () => {
  assert.equal(readTraining(itemsOf([part(3), part(2, false)]).output)?.stages[0]?.step.length, 5);
  assert.equal(readTraining(itemsOf([part(3), part(2)]).output)?.stages[0]?.step.length, 2);
});

test('no form of it names folders of this machine or acts on its reader', () => {
  const { json, svg, markdown } = itemsOf([part(3)]);
  for (const form of [json, svg, markdown]) assert.doesNotMatch(form, /home/);
  assert.doesNotMatch(markdown, /<b>/);
  assert.match(markdown, /x\\?\.png does not exist/);
  assert.match(markdown, /\| instruct \| 3 of 2000 \| 1\.000 \| 0\.3333 \| 0\.5000 \|/);
});

test('a run without a step has a picture and a table all the same', () => {
  const { svg, markdown } = itemsOf([]);
  assert.match(svg, /no step yet/);
  assert.doesNotMatch(svg, /NaN|Infinity/);
  assert.match(markdown, /\| instruct \| 0 of 2000 \|/);
});

describe('in an editor that speaks Chinese', () => {
  const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;
  const fill = (text: string, values: Record<string, string | number>) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  before(() => localiseWith((text, values) => fill(bundle[text] ?? text, values)));
  after(() => localiseWith(fill));

  const gone = packError(new EngineError('image/missing', { image: '/home/me/data/x.png' }));
  const failed = {
    ...run,
    problem: packError(new EngineError('train/nothing-to-learn', { step: 3, reasons: [gone] })),
  };

  test('a notebook keeps why a run failed in Chinese', () => {
    const { output, markdown } = itemsOf([], failed);
    assert.equal(output['problem'], '第 3 步没有任何可以学习的样本。x.png 不存在。请检查路径。');
    assert.match(markdown, /失败。 第 3 步没有任何可以学习的样本。/);
  });

  test('the dashboard is told so too, and why samples and questions were left out', () => {
    assert.match(shownRun(failed).problem ?? '', /^第 3 步没有任何可以学习的样本。.*x\.png 不存在。/);
    const asked = { picture: '/p.png', question: 'What?', step: 1 };
    const left = { step: 1, source: 'data', index: 7 };
    const shown = shownPart({
      ...part(1),
      predictions: [{ ...asked, problem: gone }],
      rejected: [{ ...left, reason: gone }],
    });
    assert.match(shown.predictions[0]?.problem ?? '', /不存在。请检查路径。$/);
    assert.match(shown.rejected[0]?.reason ?? '', /不存在。请检查路径。$/);
  });

  test('the sentence of a run that an earlier version recorded stays as it was written', () => {
    assert.equal(shownRun(run).problem, run.problem);
    assert.equal(itemsOf([], run).output['problem'], 'x.png does not exist.');
  });
});
