import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contentsDiffer, stableName } from '../../../scripts/package/contents.mjs';
import { shippedManifest } from '../../../scripts/package/stage.mjs';
import { targets } from '../../../scripts/package/targets.mjs';

const linesOf = (name: string) => readFileSync(`test/golden/package/${name}.txt`, 'utf8').trim().split('\n');
const isNative = (name: string) => /\.(node|dll|so|dylib)(\.|$)/.test(name);

for (const [target, { os, cpu }] of Object.entries(targets))
  test(`the list of ${target} has libraries of that platform alone: ONNX Runtime, sharp and libvips`, () => {
    const native = linesOf(target).filter(isNative);
    assert.ok(native.every((name) => name.includes(`/${os}/${cpu}/`) || name.includes(`-${os}-${cpu}/`)));
    assert.equal(native.filter((name) => name.endsWith('/onnxruntime_binding.node')).length, 1);
    assert.equal(native.filter((name) => /\/sharp-[^/]*\.node$/.test(name)).length, 1);
    assert.equal(native.filter((name) => /libvips-cpp/.test(name)).length > 0, true);
  });

test('what every platform has holds no library', () => {
  assert.deepEqual(linesOf('everywhere').filter(isNative), []);
});

test('a version in a name is left open, and the folder of the archive is left out', () => {
  assert.equal(stableName('extension/lib/libvips-cpp.so.8.18.7'), 'lib/libvips-cpp.so.VERSION');
  assert.equal(stableName('extension/bin/libonnxruntime.so.1'), 'bin/libonnxruntime.so.1');
  assert.equal(stableName('extension/dist/extension/showMenu-ZARLS7A7.cjs'), 'dist/extension/PART.cjs');
});

test('one file more and one file less are both told', async () => {
  const [first, ...others] = [...linesOf('everywhere'), ...linesOf('linux-x64')];
  assert.deepEqual(await contentsDiffer('linux-x64', [String(first), ...others]), []);
  assert.deepEqual(await contentsDiffer('linux-x64', [...others, 'dist/new.js']), ['+ dist/new.js', `- ${first}`]);
});

test('a package says nothing of how it is developed', () => {
  const manifest = { name: 'hovle', scripts: {}, devDependencies: {}, private: true, engines: { vscode: '^1.106.0' } };
  assert.deepEqual(shippedManifest(manifest), { name: 'hovle', engines: { vscode: '^1.106.0' } });
});
