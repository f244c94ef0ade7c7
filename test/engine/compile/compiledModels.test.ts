import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { clearCompiled, listCompiled } from '../../../src/engine/compile/compiledModels.ts';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import { withFolderLock } from '../../../src/engine/compile/folderLock.ts';
import { beginUse, isInUse } from '../../../src/engine/compile/folderUse.ts';
import { compiledFolder, isUpToDate } from '../../../src/engine/compile/modelCache.ts';
import { createLocalEngine } from '../../../src/engine/host/localEngine.ts';
import { reference } from '../checkpoint/reference.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const checkpoint = reference('tiny-pre');

/** A cache with two models of given sizes, of which the second was never finished; and what is not ours. */
async function cacheFor(t: TestContext) {
  const cache = await temporaryFolder(t);
  const [large, small] = [
    compiledFolder(cache, '/models/large', 'int4'),
    compiledFolder(cache, '/models/small', 'fp32'),
  ];
  const files = {
    [large]: 700,
    [`${large}.partial`]: 50,
    [`${small}.partial`]: 20,
    [join(cache, 'compiled', 'mine')]: 9,
  };
  for (const [folder, size] of Object.entries(files)) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'weights.bin'), Buffer.alloc(size));
  }
  const left = async () => (await readdir(join(cache, 'compiled'))).sort();
  return { cache, large, small, left };
}

test('compiled models are listed with what they take, the largest first, and what is not ours is left out', async (t) => {
  const { cache, large, small } = await cacheFor(t);
  assert.deepEqual(await listCompiled(cache), [
    { id: basename(large), model: 'large', precision: 'int4', sizeBytes: 750 },
    { id: basename(small), model: 'small', precision: 'fp32', sizeBytes: 20 },
  ]);
  assert.deepEqual(await listCompiled(join(cache, 'gone')), []);
});

test('a finished one says what it was made from', async (t) => {
  const cache = await temporaryFolder(t);
  await compileModel(checkpoint, { precision: 'fp32', out: compiledFolder(cache, checkpoint, 'fp32') });
  const [listed] = await listCompiled(cache);
  assert.deepEqual([listed?.model, listed?.precision, listed?.checkpoint], ['tiny-pre', 'fp32', checkpoint]);
});

test('those that are named are removed whole, and the others stay', async (t) => {
  const { cache, large, small, left } = await cacheFor(t);
  const cleared = await clearCompiled(cache, [basename(large), 'mine', '..']);
  assert.deepEqual(
    cleared.map(({ model, outcome }) => [model, outcome]),
    [['large', 'removed']],
  );
  assert.deepEqual(await left(), ['mine', `${basename(small)}.partial`]);
  await clearCompiled(cache);
  assert.deepEqual(await left(), ['mine']);
});

test('one that is read is left, by whichever process, until that lets go or ends', async (t) => {
  const { cache, large, left } = await cacheFor(t);
  const outcome = async () => (await clearCompiled(cache, [basename(large)]))[0]?.outcome;
  const endUse = await beginUse(large);
  assert.equal(await outcome(), 'in use');
  await endUse();
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  t.after(() => other.kill());
  await writeFile(`${large}.use-other`, `${other.pid} 1`);
  assert.equal(await outcome(), 'in use');
  assert.ok((await left()).includes(basename(large)));
  other.kill('SIGKILL');
  await once(other, 'exit');
  assert.equal(await outcome(), 'removed');
  assert.equal((await left()).filter((name) => name.startsWith(basename(large))).length, 0);
});

test('what a killed engine has left of its use goes when the model is loaded again', async (t) => {
  const cache = await temporaryFolder(t);
  const engine = createLocalEngine({ cacheFolder: cache });
  t.after(() => engine.close());
  const killed = spawn(process.execPath, ['-e', '']);
  await once(killed, 'exit');
  await mkdir(join(cache, 'compiled'));
  const mark = `${compiledFolder(cache, checkpoint, 'fp32')}.use-killed`;
  await writeFile(mark, `${killed.pid} 1`);
  await engine.embed({ model: checkpoint, text: 'red', device: 'cpu' });
  assert.equal((await readdir(join(cache, 'compiled'))).includes(basename(mark)), false);
});

test('one that is being compiled is left, and nobody waits for it', async (t) => {
  const { cache, large, left } = await cacheFor(t);
  await withFolderLock(large, undefined, async () => {
    const [cleared] = await clearCompiled(cache, [basename(large)]);
    assert.equal(cleared?.outcome, 'compiling');
  });
  assert.ok((await left()).includes(`${basename(large)}.partial`));
});

test('compiling and clearing again and again leave a whole model or none', async (t) => {
  const cache = await temporaryFolder(t);
  const out = compiledFolder(cache, checkpoint, 'fp32');
  const compile = () => withFolderLock(out, undefined, () => compileModel(checkpoint, { precision: 'fp32', out }));
  const clears = async () => {
    for (let round = 0; round < 40; round++) {
      await clearCompiled(cache);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await Promise.all([clears(), compile().then(compile).then(compile)]);
  const whole = (await listCompiled(cache)).length === 0 || (await isUpToDate(out, checkpoint));
  assert.ok(whole);
  await compile();
  assert.ok(await isUpToDate(out, checkpoint));
});

test('an engine marks the model that it has loaded, lets go of it to clear, and compiles it again when it is asked', async (t) => {
  const cache = await temporaryFolder(t);
  const engine = createLocalEngine({ cacheFolder: cache });
  t.after(() => engine.close());
  const ask = () =>
    engine.ask({ model: checkpoint, turns: [{ role: 'user', text: 'What?' }], device: 'cpu', maxTokens: 3 });
  const first = await ask();
  const compiled = compiledFolder(cache, checkpoint, 'fp32');
  assert.equal(await isInUse(compiled), true);
  assert.equal((await clearCompiled(cache))[0]?.outcome, 'in use');
  const [cleared] = await engine.clearCompiled({});
  assert.equal(cleared?.outcome, 'removed');
  assert.deepEqual(await readdir(join(cache, 'compiled')), []);
  assert.deepEqual((await ask()).tokenIds, first.tokenIds);
  await engine.unload();
  assert.equal(await isInUse(compiled), false);
});
