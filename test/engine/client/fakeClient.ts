import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { AskProgress } from '../../../src/engine/api/answerApi.ts';
import type { ClientOptions } from '../../../src/engine/client/clientOptions.ts';
import { connectEngine, type EngineClient } from '../../../src/engine/client/engineClient.ts';
import { isAlive } from '../../../src/engine/client/startLock.ts';
import { type FakeModel, question } from '../host/fakeEngine.ts';

export const fakeHost = fileURLToPath(new URL('../host/fakeHost.ts', import.meta.url));

/** Arguments with which Node runs the project's source. */
export const sourceArguments = ['--import', import.meta.resolve('tsx')];

/** A folder of the test's own, removed at its end. */
export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-test-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A client of a fake engine in a process of its own, disposed of at the end of the test. */
export async function fakeClient(context: TestContext, options: Partial<ClientOptions> = {}): Promise<EngineClient> {
  const client = connectEngine({
    entry: fakeHost,
    runtimeFolder: options.runtimeFolder ?? (await temporaryFolder(context)),
    node: process.execPath,
    nodeArguments: sourceArguments,
    ...options,
  });
  context.after(() => client.dispose());
  return client;
}

export interface OpenQuestion {
  answer: ReturnType<EngineClient['ask']>;
  /** Resolves once it is being answered. */
  begun: Promise<unknown>;
  /** Resolves once it waits in the engine's queue. */
  queued: Promise<unknown>;
  stop: () => void;
}

/** A question whose course can be followed. */
export function openQuestion(client: EngineClient, model: FakeModel, text?: string): OpenQuestion {
  const controller = new AbortController();
  const stages = new EventTarget();
  const begun = once(stages, 'prefill');
  const queued = once(stages, 'queued');
  const onProgress = (progress: AskProgress) => {
    if (progress.kind === 'stage') stages.dispatchEvent(new Event(progress.stage));
  };
  const answer = client.ask(question(model, text), { signal: controller.signal, onProgress });
  return { answer, begun, queued, stop: () => controller.abort() };
}

/** Resolves when the process has ended. */
export async function ended(processId: number): Promise<void> {
  while (isAlive(processId)) await delay(20);
}
