import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { hasVulkanDriver } from '../../../src/engine/session/vulkanDrivers.ts';

let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'hovle-vulkan-'));
});

after(() => rm(root, { recursive: true }));

/** A world in which Vulkan looks nowhere but below the test's folder. */
async function check(files: readonly string[], env: Record<string, string>, expected: boolean): Promise<void> {
  const world = await mkdtemp(join(root, 'world-'));
  const nowhere = join(world, 'nowhere');
  for (const file of files) {
    await mkdir(dirname(join(world, file)), { recursive: true });
    await writeFile(join(world, file), '{}');
  }
  const placed = Object.entries(env).map(([name, path]): [string, string] => [
    name,
    path
      .split(':')
      .map((each) => join(world, each))
      .join(':'),
  ]);
  const surroundings = { XDG_CONFIG_DIRS: nowhere, XDG_DATA_DIRS: nowhere, ...Object.fromEntries(placed) };
  assert.equal(hasVulkanDriver(surroundings, join(world, 'home'), join(world, 'etc')), expected);
}

test('a driver is found wherever the loader looks', async () => {
  await check(['home/.local/share/vulkan/icd.d/intel.json'], {}, true);
  await check(['home/.config/vulkan/icd.d/intel.json'], {}, true);
  await check(['b/vulkan/icd.d/nvidia.json'], { XDG_DATA_DIRS: 'a:b' }, true);
  await check(['data/vulkan/icd.d/radeon.json'], { XDG_DATA_HOME: 'data' }, true);
  await check(['etc/vulkan/icd.d/amd.json'], {}, true);
  await check(['own/lvp.json'], { VK_ADD_DRIVER_FILES: 'own' }, true);
  await check(['own/lvp.json'], { VK_DRIVER_FILES: 'own/lvp.json' }, true);
  await check(['own/lvp.json'], { VK_ICD_FILENAMES: 'missing.json:own/lvp.json' }, true);
});

test('a variable that names other drivers hides the installed ones', async () => {
  await check(['home/.local/share/vulkan/icd.d/intel.json'], { VK_DRIVER_FILES: 'missing.json' }, false);
});

test('folders without a manifest are no driver', async () => {
  await check(['home/.local/share/vulkan/icd.d/readme.txt'], {}, false);
});
