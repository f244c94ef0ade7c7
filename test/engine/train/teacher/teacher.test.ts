import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openSafetensors } from '../../../../src/engine/checkpoint/safetensorsFile.ts';
import { openFeatureStore } from '../../../../src/engine/train/teacher/featureStore.ts';
import { openTeacher } from '../../../../src/engine/train/teacher/teacher.ts';
import { reference } from '../../checkpoint/reference.ts';

describe('a teacher in the layout of InternVL2', async () => {
  const teacher = await openTeacher(reference('tiny-internvl2'), { device: 'cpu', threads: 1 });
  const expected = await openSafetensors(reference('tiny-internvl2-expected.safetensors'));
  const cases = [...expected.tensors.keys()].filter((name) => name.endsWith('.pixel_values'));

  test('makes of pictures what the published implementation makes, asked for one by one or at once', async () => {
    assert.ok(cases.length > 0);
    const pictures = await Promise.all(cases.map((name) => expected.readFloat32(name)));
    const together = await Promise.all(pictures.map((pixels) => teacher.features(pixels)));
    for (const [i, name] of cases.entries()) {
      const published = await expected.readFloat32(name.replace('pixel_values', 'projected_features'));
      for (const found of [together[i]!, await teacher.features(pictures[i]!)]) {
        assert.equal(found.length, published.length);
        const worst = published.reduce((most, value, at) => Math.max(most, Math.abs(value - found[at]!)), 0);
        assert.ok(worst < 2e-4, `${name}: ${worst}`);
      }
    }
  });

  test('a picture whose size does not fit fails, and those asked for with it as well', async () => {
    await assert.rejects(teacher.features(new Float32Array(7)));
  });

  test('closing', async () => {
    await expected.close();
    await teacher.close();
  });
});

test('stored features are computed once, and again where a file was cut short', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-features-'));
  try {
    const store = await openFeatureStore(folder);
    let computed = 0;
    const compute = async () => Float32Array.of(1, 2, ++computed);
    const ask = () => store.features(5, 3, compute);
    assert.deepEqual([await ask(), await ask()], [Float32Array.of(1, 2, 1), Float32Array.of(1, 2, 1)]);
    const [file] = await readdir(folder);
    await truncate(join(folder, file!), 8);
    assert.deepEqual(await ask(), Float32Array.of(1, 2, 2));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('only a model with a vision transformer can teach', async () => {
  await assert.rejects(openTeacher(reference('tiny-pre'), { device: 'cpu' }), { code: 'train/no-teacher' });
});
