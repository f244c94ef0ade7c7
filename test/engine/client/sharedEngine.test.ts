import assert from 'node:assert/strict';
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseRecord } from '../../../src/engine/host/engineFile.ts';
import { question } from '../host/fakeEngine.ts';
import { ended, fakeClient, fakeHost, openQuestion, sourceArguments, temporaryFolder } from './fakeClient.ts';
import { patience } from '../rpc/patience.ts';

test('clients that start at once share one process, which ends when the last leaves', patience, async (context) => {
  const runtimeFolder = await temporaryFolder(context);
  const clients = await Promise.all([1, 2, 3].map(() => fakeClient(context, { runtimeFolder })));
  const processes = await Promise.all(clients.map(async (client) => (await client.status()).processId));
  assert.equal(new Set(processes).size, 1);
  const [processId = 0] = processes;
  const [first, second, third] = clients;
  await Promise.all([first?.dispose(), second?.dispose()]);
  assert.equal((await third?.ask(question('echo', 'alone')))?.text, 'alone');
  await third?.dispose();
  await ended(processId);
  assert.deepEqual(await readdir(runtimeFolder), []);
});

test('clients that want different engines, or none shared, have processes of their own', patience, async (context) => {
  const runtimeFolder = await temporaryFolder(context);
  const wishes = [{}, { engine: { threads: 1 } }, { shared: false }, { shared: false }];
  const clients = await Promise.all(wishes.map((wish) => fakeClient(context, { runtimeFolder, ...wish })));
  const processes = await Promise.all(clients.map(async (client) => (await client.status()).processId));
  assert.equal(new Set(processes).size, wishes.length);
});

test('an engine lets other programs have the processor first', patience, async (context) => {
  const client = await fakeClient(context, { runtimeFolder: await temporaryFolder(context) });
  const { processId } = await client.status();
  assert.equal(getPriority(processId), constants.priority.PRIORITY_BELOW_NORMAL);
  assert.match(await groupPriority(processId), /^$|nice 10$/);
});

/** What Linux calls the priority of a session; nothing where it keeps none. */
async function groupPriority(processId: number): Promise<string> {
  const line = await readFile(`/proc/${processId}/autogroup`, 'utf8').catch(() => '');
  return line.trim();
}

/** A client in a process of its own with a question that never ends, and the process of its engine. */
async function otherProcess(context: TestContext, runtimeFolder: string): Promise<[ChildProcess, number]> {
  const entry = fileURLToPath(new URL('./killedClient.ts', import.meta.url));
  const other = fork(entry, [runtimeFolder], { execArgv: sourceArguments });
  context.after(() => other.kill('SIGKILL'));
  const [processId] = (await once(other, 'message')) as [number];
  return [other, processId];
}

test('an engine whose only client is killed ends', patience, async (context) => {
  const [other, processId] = await otherProcess(context, await temporaryFolder(context));
  other.kill('SIGKILL');
  await ended(processId);
});

test(
  'when a client is killed, its questions are cancelled and other clients are served on',
  patience,
  async (context) => {
    const runtimeFolder = await temporaryFolder(context);
    const client = await fakeClient(context, { runtimeFolder });
    const { processId } = await client.status();
    const [other, theirs] = await otherProcess(context, runtimeFolder);
    assert.equal(theirs, processId);
    assert.equal((await client.status()).pending, 1);
    other.kill('SIGKILL');
    assert.equal((await client.ask(question('echo', 'served'))).text, 'served');
  },
);

test('an engine to which nobody ever connects ends', patience, async (context) => {
  const runtimeFolder = await temporaryFolder(context);
  const host = spawn(process.execPath, [...sourceArguments, fakeHost], { stdio: ['pipe', 'pipe', 'ignore'] });
  context.after(() => host.kill('SIGKILL'));
  host.stdin.end(JSON.stringify({ runtimeFolder, version: 'lonely', idleExitMs: 50, engine: {} }) + '\n');
  assert.deepEqual(await once(host, 'exit'), [0, null]);
  assert.deepEqual(await readdir(runtimeFolder), []);
});

test('what a killed engine left behind does not keep the next from starting', patience, async (context) => {
  const runtimeFolder = await temporaryFolder(context);
  const client = await fakeClient(context, { runtimeFolder });
  const { processId } = await client.status();
  process.kill(processId, 'SIGKILL');
  await ended(processId);
  const next = await fakeClient(context, { runtimeFolder });
  assert.notEqual((await next.status()).processId, processId);
  assert.equal((await readdir(runtimeFolder)).length, 2);
});

test('the connection is kept private, and a stranger cannot disturb it', patience, async (context) => {
  const runtimeFolder = join(await temporaryFolder(context), 'run');
  const client = await fakeClient(context, { runtimeFolder });
  const running = openQuestion(client, 'patient');
  await running.begun;
  const file = (await readdir(runtimeFolder)).find((name) => name.endsWith('.json')) ?? '';
  const { address, token } = parseRecord(await readFile(join(runtimeFolder, file), 'utf8'));
  assert.equal((await stat(runtimeFolder)).mode & 0o777, 0o700);
  assert.equal((await stat(join(runtimeFolder, file))).mode & 0o777, 0o600);
  const approaches = [Buffer.from('0'.repeat(64)), Buffer.alloc(100_000, 'junk'), Buffer.from(`${token}junk`)];
  for (const bytes of approaches) {
    const stranger = connect(address);
    await new Promise((resolve) => stranger.on('error', resolve).on('close', resolve).resume().write(bytes));
  }
  running.stop();
  assert.equal((await running.answer).finish, 'cancelled');
});
