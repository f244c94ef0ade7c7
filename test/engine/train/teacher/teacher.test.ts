import assert from 'node:assert/strict';
import { cp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { openSafetensors } from '../../../../src/engine/checkpoint/safetensorsFile.ts';
import { openFeatureStore } from '../../../../src/engine/train/teacher/featureStore.ts';
import { inBatches, openTeacher } from '../../../../src/engine/train/teacher/teacher.ts';
import { reference } from '../../checkpoint/reference.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

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

test('pictures are taken together as many as their tiles allow, one batch after another', async () => {
  const batches: number[][] = [];
  let running = 0;
  const features = inBatches(async (pixels) => {
    assert.equal(++running, 1);
    batches.push(pixels.map(({ length }) => length));
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return [...pixels];
  }, 10);
  const lengths = [4, 4, 4, 30, 1, 9, 10];
  const made = await Promise.all(lengths.map((length) => features(new Float32Array(length))));
  assert.deepEqual(
    made.map(({ length }) => length),
    lengths,
  );
  assert.deepEqual(batches, [[4, 4], [4], [30], [1, 9], [10]]);
});

/** A store in a folder of the test's, and how many features were computed for it. */
async function openStore(folder: string, { teacher = 'one', limitBytes = 1000 } = {}) {
  const store = await openFeatureStore({ folder, teacher, limitBytes });
  let computed = 0;
  const ask = (...pixels: number[]) =>
    store.features(Float32Array.from(pixels), 2, async () => Promise.resolve(Float32Array.of(1, ++computed)));
  return { ask, computed: () => computed };
}

test('stored features are computed once, and again where a file was cut short', async (t) => {
  const folder = await temporaryFolder(t);
  const { ask, computed } = await openStore(folder);
  const both = await Promise.all([ask(5, 6), ask(5, 6)]);
  assert.deepEqual([...both, await ask(5, 6)], Array(3).fill(Float32Array.of(1, 1)));
  const [file] = await readdir(join(folder, 'one'));
  await truncate(join(folder, 'one', file!), 4);
  assert.deepEqual(await ask(5, 6), Float32Array.of(1, 2));
  const again = await openStore(folder);
  assert.deepEqual(await again.ask(5, 6), Float32Array.of(1, 2));
  assert.deepEqual([computed(), again.computed()], [2, 0]);
});

test('features of another picture or another teacher are never used', async (t) => {
  const folder = await temporaryFolder(t);
  const { ask, computed } = await openStore(folder);
  await ask(5, 6);
  await ask(5, 7);
  assert.equal(computed(), 2);
  const other = await openStore(folder, { teacher: 'other' });
  await other.ask(5, 6);
  assert.equal(other.computed(), 1);
  assert.deepEqual(await readdir(folder), ['other']);
});

test('features that find no room are computed each time', async (t) => {
  const folder = await temporaryFolder(t);
  const { ask, computed } = await openStore(folder, { limitBytes: 20 });
  for (const pixel of [1, 2, 3, 1, 2, 3]) await ask(pixel);
  assert.equal(computed(), 4);
  const again = await openStore(folder, { limitBytes: 20 });
  for (const pixel of [4, 3, 2, 1]) await again.ask(pixel);
  assert.equal(again.computed(), 2);
});

test('a teacher is told from another by its weights', async (t) => {
  const folder = await temporaryFolder(t);
  await cp(reference('tiny-internvl2'), folder, { recursive: true });
  const identity = async () => {
    const teacher = await openTeacher(folder, { device: 'cpu', threads: 1 });
    await teacher.close();
    return teacher.identity;
  };
  const before = await identity();
  assert.equal(await identity(), before);
  const checkpoint = await openCheckpoint(folder);
  const { file, offset } = checkpoint.tensors.get('mlp1.3.weight')!;
  await checkpoint.close();
  const bytes = await readFile(file);
  bytes[offset]! ^= 1;
  await writeFile(file, bytes);
  assert.notEqual(await identity(), before);
});

test('only a model with a vision transformer can teach', async () => {
  await assert.rejects(openTeacher(reference('tiny-pre'), { device: 'cpu' }), { code: 'train/no-teacher' });
});
