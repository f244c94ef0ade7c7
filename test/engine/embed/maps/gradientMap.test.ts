import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { gradientMap, patchGradients } from '../../../../src/engine/embed/maps/gradientMap.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';
import { createLocalEngine } from '../../../../src/engine/host/localEngine.ts';
import { names } from '../../../../src/engine/model/names.ts';
import { joined } from '../../../../src/engine/tensor/joined.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { tinyStage } from './mapStage.ts';
import { logProbabilityOf } from './wholeModel.ts';

/** Of the length of the whole gradient: what float32 loses over all layers there and back. Measured: up to 2e-6. */
const limit = 2e-5;

for (const name of ['tiny-pre', 'tiny-post'] as const)
  test(`the gradient of ${name} equals finite differences of the whole model in float64`, async (t) => {
    // Two tiles and the thumbnail: with all of them, the interpreter takes minutes.
    const { request, model, foretold } = await tinyStage(t, name, 'a cat', 2);
    const { logProbability, gradients, patches } = await patchGradients(model, foretold, {});
    const engine = createLocalEngine({ cacheFolder: await temporaryFolder(t) });
    t.after(() => engine.close());
    const { promptTokenIds } = await engine.ask({ ...request, maxTokens: 1 });
    const checkpoint = await openCheckpoint(request.model);
    t.after(() => checkpoint.close());
    assert.ok(model.config.layout === 'hovle');
    const { config, placeholderId: placeholder } = model;
    const ids = [...promptTokenIds, ...foretold.ids];
    const logP = await logProbabilityOf({ checkpoint, config, placeholder, ids, count: foretold.ids.length });
    const at = Float64Array.from(joined(patches));
    assert.ok(Math.abs(logP(at) - logProbability) < 1e-4, `${logP(at)} against ${logProbability}`);
    const length = Math.hypot(...gradients);
    for (const direction of directions(gradients.length)) {
      const expected = slope(logP, at, direction);
      const actual = gradients.reduce((sum, value, i) => sum + value * direction[i]!, 0);
      assert.ok(Math.abs(expected - actual) < limit * length, `${expected} against ${actual}, of ${length}`);
    }
  });

/** The derivative along a direction, by central differences; a smaller step would show the noise of the erf of the interpreter. */
function slope(of: (x: Float64Array) => number, at: Float64Array, direction: Float64Array): number {
  const step = 1e-2;
  const moved = (by: number): number => of(at.map((value, i) => value + by * direction[i]!));
  return (moved(step) - moved(-step)) / (2 * step);
}

/** Random directions of length 1: over all patches, and over the first sixteenth alone. */
function directions(length: number): Float64Array[] {
  const random = seededRandom(3);
  return [length, length / 16].map((reach) => {
    const drawn = Float64Array.from({ length }, (_, i) => (i < reach ? random() - 0.5 : 0));
    const size = Math.hypot(...drawn);
    return drawn.map((value) => value / size);
  });
}

test('a map is the gradient times what makes a patch differ from the mean patch, positions aside', async (t) => {
  const { model, foretold } = await tinyStage(t, 'tiny-pre', 'a cat');
  const { gradients, patches } = await patchGradients(model, foretold, {});
  const { values } = await gradientMap(model, foretold, {});
  const D = model.config.language.width;
  const positions = (await model.weights.read(names.embedding.position)).subarray(D);
  const content = joined(patches).map((value, i) => value - positions[i % positions.length]!);
  const P = values.length;
  for (let p = 0; p < P; p += 7) {
    let expected = 0;
    for (let d = 0; d < D; d++) {
      let mean = 0;
      for (let q = 0; q < P; q++) mean += content[q * D + d]! / P;
      expected += gradients[p * D + d]! * (content[p * D + d]! - mean);
    }
    assert.ok(Math.abs(expected - values[p]!) < 1e-6 + 1e-4 * Math.abs(expected));
  }
});

test('an InternVL2 model has a gradient for each token of its pictures', async (t) => {
  const { model, foretold } = await tinyStage(t, 'tiny-internvl2', 'a cat');
  const { values, logProbability } = await gradientMap(model, foretold, {});
  assert.equal(values.length, foretold.layout.imageTokens.length);
  assert.ok(values.every(Number.isFinite) && values.some((value) => value !== 0) && logProbability < 0);
});
