import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSuite, vulkanDriver } from '../session/swiftshader.ts';

test('a device trains as the processor does', async (context) => {
  const driver = vulkanDriver(context);
  if (driver === undefined) return;
  const { results, output } = await runSuite('../train/webgpu.suite.ts', driver);
  assert.ok(results.length > 0, output);
  for (const { name, passed } of results) {
    await context.test(name, () => {
      assert.ok(passed, output);
    });
  }
});
