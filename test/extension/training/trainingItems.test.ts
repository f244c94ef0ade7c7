import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunSummary, StagePart } from '../../../src/engine/api/trainingApi.ts';
import { stepColumns } from '../../../src/engine/api/trainingApi.ts';
import { RunCurves } from '../../../src/extension/training/runCurves.ts';
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

function itemsOf(parts: StagePart[]) {
  const curves = new RunCurves();
  curves.add(parts);
  const [json, svg, markdown] = trainingItems(run, curves).map(({ bytes }) => new TextDecoder().decode(bytes));
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
