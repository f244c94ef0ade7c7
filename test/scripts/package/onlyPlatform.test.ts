import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { keepOnlyPlatform } from '../../../scripts/package/onlyPlatform.mjs';
import { targets, type Target } from '../../../scripts/package/targets.mjs';

const root = mkdtempSync(path.join(tmpdir(), 'hovle-package-'));
after(() => {
  rmSync(root, { recursive: true });
});

/** As the package of ONNX Runtime lays its libraries out. */
const libraries = [
  ...['darwin/arm64/libonnxruntime.1.30.0.dylib', 'darwin/arm64/libonnxruntime.1.dylib'],
  ...['darwin/arm64/onnxruntime_binding.node', 'linux/x64/libonnxruntime.so.1', 'linux/x64/onnxruntime_binding.node'],
  ...['linux/arm64/libonnxruntime.so.1', 'linux/arm64/onnxruntime_binding.node'],
  ...['win32/x64/onnxruntime.dll', 'win32/x64/DirectML.dll', 'win32/x64/onnxruntime_binding.node'],
];

async function keptFor(target: Target | undefined): Promise<string[]> {
  assert.ok(target);
  const folder = mkdtempSync(path.join(root, 'installed-'));
  const binaries = path.join(folder, 'node_modules/onnxruntime-node/bin/napi-v6');
  for (const library of libraries) {
    mkdirSync(path.dirname(path.join(binaries, library)), { recursive: true });
    writeFileSync(path.join(binaries, library), '');
  }
  await keepOnlyPlatform(folder, target);
  const left = readdirSync(binaries, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return left.map(({ name, parentPath }) => path.relative(binaries, path.join(parentPath, name))).sort();
}

test('the libraries of a platform stay, those of others of the same processor or system go', async () => {
  assert.deepEqual(await keptFor(targets['linux-x64']), [
    'linux/x64/libonnxruntime.so.1',
    'linux/x64/onnxruntime_binding.node',
  ]);
  const windows = ['win32/x64/DirectML.dll', 'win32/x64/onnxruntime.dll', 'win32/x64/onnxruntime_binding.node'];
  assert.deepEqual(await keptFor(targets['win32-x64']), windows);
});

test('of the two copies of one library on a Mac the one that is loaded stays', async () => {
  const kept = ['darwin/arm64/libonnxruntime.1.dylib', 'darwin/arm64/onnxruntime_binding.node'];
  assert.deepEqual(await keptFor(targets['darwin-arm64']), kept);
});

test('a platform that the runtime does not have is refused', async () => {
  await assert.rejects(keptFor({ os: 'darwin', cpu: 'x64' }), /no library for darwin on x64/);
});
