import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { remark } from '../../../src/engine/api/remarks.ts';
import { findNode, type NodeSearch } from '../../../src/engine/client/findNode.ts';
import { temporaryFolder } from './fakeClient.ts';

/** A folder with a program named node that prints this as its version. */
async function folderWithNode(context: TestContext, output: string, mode = 0o755): Promise<string> {
  const folder = await temporaryFolder(context);
  await writeFile(join(folder, 'node'), `#!/bin/sh\necho '${output}'\n`);
  await chmod(join(folder, 'node'), mode);
  return folder;
}

const electron: NodeSearch['runtime'] = { path: '/editor/code', isElectron: true };
const ownNode: NodeSearch['runtime'] = { path: '/server/node', isElectron: false };

test('the setting comes first', async (context) => {
  const folder = await folderWithNode(context, 'v22.1.0');
  const found = await findNode({ setting: process.execPath, searchPath: folder, runtime: electron });
  assert.deepEqual(found, { path: process.execPath, environment: {}, smallAllocations: false });
});

test('the search path comes next, without what is too old, no Node, not executable or a folder', async (context) => {
  const unusable = [
    await folderWithNode(context, 'v18.19.0'),
    await folderWithNode(context, 'hello'),
    await folderWithNode(context, 'v22.0.0', 0o644),
    join(await temporaryFolder(context), 'missing'),
    '',
  ];
  const withFolder = await temporaryFolder(context);
  await mkdir(join(withFolder, 'node'));
  const good = await folderWithNode(context, 'v20.11.1');
  const searchPath = [...unusable, withFolder, good, await folderWithNode(context, 'v24.0.0')].join(delimiter);
  assert.equal((await findNode({ searchPath, runtime: electron })).path, join(good, 'node'));
});

test('then the Node that runs this', async () => {
  const found = await findNode({ searchPath: '', runtime: ownNode });
  assert.deepEqual(found, { path: '/server/node', environment: {}, smallAllocations: false });
});

test("at last the editor's runtime, which allocates in small pieces", async () => {
  const found = await findNode({ searchPath: '', runtime: electron });
  assert.deepEqual(found, {
    path: '/editor/code',
    environment: { ELECTRON_RUN_AS_NODE: '1' },
    smallAllocations: true,
  });
});

test('a setting that cannot be used is refused, not passed over', async (context) => {
  const old = join(await folderWithNode(context, 'v18.19.0'), 'node');
  const search = { searchPath: '', runtime: ownNode };
  await assert.rejects(findNode({ ...search, setting: old }), {
    code: 'engine/node-unusable',
    details: { node: old, reason: remark('node/too-old', { version: 'v18.19.0' }) },
    message: /, but it is version v18\.19\.0\. Name a Node\.js 20/,
  });
  await assert.rejects(findNode({ ...search, setting: '/nowhere/node' }), { code: 'engine/node-unusable' });
});
