import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { imageToolNames, imageTools } from '../../../src/engine/tools/imageTools.ts';
import { sourceArguments, temporaryFolder } from '../client/fakeClient.ts';
import type { FakeModel } from '../host/fakeEngine.ts';
import { patience } from '../rpc/patience.ts';

/** The official client, connected to `hovle mcp` over its standard input and output. */
async function connect(context: TestContext, model: FakeModel) {
  const home = await temporaryFolder(context);
  const pictures = join(home, 'pictures');
  await mkdir(join(home, 'models', model), { recursive: true });
  await mkdir(pictures);
  await writeFile(join(pictures, 'a.png'), '');
  await writeFile(join(home, 'secret.png'), '');
  const script = resolve('test/engine/cli/mcpFake.script.ts');
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...sourceArguments, script, '--root', pictures, '--model', model],
    env: { PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home },
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  context.after(() => client.close());
  return { client, home, pictures };
}

/** Calls a tool; what it says comes as one text. */
async function call(
  client: Client,
  name: string,
  input: Record<string, unknown>,
): Promise<CallToolResult & { text: string }> {
  const result = CallToolResultSchema.parse(await client.callTool({ name, arguments: input }));
  const [content] = result.content;
  return { ...result, text: content?.type === 'text' ? content.text : '' };
}

test('the tools are listed with the schemas of their inputs', patience, async (context) => {
  const { client } = await connect(context, 'echo');
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name, inputSchema }) => [name, inputSchema]),
    imageToolNames.map((name) => [name, imageTools[name].inputSchema]),
  );
});

test('each tool asks its question, and says which model answered', patience, async (context) => {
  const { client } = await connect(context, 'echo');
  const inputs = {
    describe_image: { image: 'a.png', question: 'How many?' },
    read_text: { image: 'a.png' },
    compare_images: { images: ['a.png', './a.png'] },
    locate: { image: 'a.png', what: 'the button' },
  };
  const said: Record<string, string> = {};
  for (const [name, input] of Object.entries(inputs)) said[name] = (await call(client, name, input)).text;
  assert.match(said['describe_image'] ?? '', /^How many\?\n\n.*untrained.*\n\n\(echo, fp32 on cpu\)$/s);
  assert.match(said['read_text'] ?? '', /^What text is in the picture\?/);
  assert.match(
    said['compare_images'] ?? '',
    /^The sizes differ: 640 × 440 and 640 × 480 .*\n\nImage-1: <image>\nImage-2: <image>\nWhat are the differences/,
  );
  assert.match(said['locate'] ?? '', /<ref>the button<\/ref>/);
});

/** Also what is not there: a refusal must not tell. */
const outside = ['../secret.png', '../nothing.png', 'link.png', 'home/nothing.png', 'home/no/thing.png'];

test(
  'a picture outside the root is refused, by its path or through a link, in a sentence',
  patience,
  async (context) => {
    const { client, home, pictures } = await connect(context, 'echo');
    await symlink(join(home, 'secret.png'), join(pictures, 'link.png'));
    await symlink(home, join(pictures, 'home'));
    for (const image of [...outside, join(home, 'secret.png'), join(home, 'nothing.png')]) {
      const { isError, text } = await call(client, 'read_text', { image });
      assert.equal(isError, true);
      assert.match(text, /does not lie in .*pictures; pictures are read there alone/);
    }
  },
);

const mistakes: [name: string, input: Record<string, unknown>, sentence: RegExp][] = [
  ['read_text', {}, /^image must be given\.$/],
  ['read_text', { image: 7 }, /^image must be a text\.$/],
  ['read_text', { image: 'none.png' }, /none\.png does not exist/],
  ['read_text', { image: 'a.png', more: 1 }, /^The field more must be one of image\.$/],
  ['describe_image', { image: 'a.png', kind: 'poem' }, /^kind must be one of general, interface, chart, diagram\.$/],
  ['compare_images', { images: ['a.png'] }, /^images must be a list of 2 to 4\.$/],
];

test('input that does not fit is answered with what is wanted', patience, async (context) => {
  const { client } = await connect(context, 'echo');
  for (const [name, input, sentence] of mistakes) {
    const { isError, text } = await call(client, name, input);
    assert.equal(isError, true);
    assert.match(text, sentence);
  }
  await assert.rejects(
    client.callTool({ name: 'paint', arguments: {} }),
    /There is no tool paint\. Known are describe_image/,
  );
});

test('a call that is cancelled ends, and the next one is answered', patience, async (context) => {
  const { client } = await connect(context, 'patient');
  const controller = new AbortController();
  const progress = new EventTarget();
  const call = client.callTool({ name: 'read_text', arguments: { image: 'a.png' } }, CallToolResultSchema, {
    signal: controller.signal,
    onprogress: () => progress.dispatchEvent(new Event('made')),
  });
  await once(progress, 'made');
  controller.abort('enough');
  await assert.rejects(call, /enough/);
  assert.deepEqual(await client.ping(), {});
});

test('an engine that dies is a sentence, and the next call has a new one', patience, async (context) => {
  const { client } = await connect(context, 'killing');
  for (let times = 0; times < 2; times++) {
    const { isError, text } = await call(client, 'read_text', { image: 'a.png' });
    assert.equal(isError, true);
    assert.match(text, /^The engine .* The next request starts it again\.$/);
  }
});

test('when the client goes, the server ends and leaves no engine behind', patience, async (context) => {
  const { client, home } = await connect(context, 'echo');
  await call(client, 'read_text', { image: 'a.png' });
  assert.equal((await readdir(join(home, 'run'))).filter((name) => name.endsWith('.json')).length, 1);
  await client.close();
  const left = await readdir(join(home, 'run'));
  assert.deepEqual(
    left.filter((name) => name.endsWith('.json')),
    [],
  );
});
