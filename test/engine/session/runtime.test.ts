import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { runWithDriver } from './swiftshader.ts';

const script = fileURLToPath(new URL('./brokenRuntime.script.ts', import.meta.url));

/** What the system's linker says, and what the user must be told. */
async function check(words: string, expected: RegExp): Promise<void> {
  const { output, errors } = await runWithDriver(['--import', 'tsx', script, words], '');
  assert.match(output, /"code":"session\/no-runtime"/, errors);
  assert.match(output, expected);
}

test('a runtime that does not load is an error with what to do', async () => {
  await check("/lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found", /too old, or not glibc\. Use a distribution/);
  await check(
    "Cannot find module '../bin/napi-v6/darwin/x64/onnxruntime_binding.node'",
    /files for this platform are missing.*Macs with Apple silicon/,
  );
  await check('The specified module could not be found.', /Visual C\+\+ Redistributable/);
  await check('disk on fire', /disk on fire\. Install again/);
});
