import type { TestContext } from 'node:test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliContext, CliEngine } from '../../../src/engine/cli/context.ts';
import { runCli } from '../../../src/engine/cli/runCli.ts';
import { temporaryFolder } from '../client/fakeClient.ts';
import { createFakeEngine } from '../host/fakeEngine.ts';

/** What a command line wrote and how it ended. */
export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
  /** Methods called on the engine, `close` included. */
  called: string[];
}

/** Runs a command line in this process over a fake engine, with the names of its behaviours as shipped models. */
export async function cli(context: TestContext, words: string[], changes: CliChanges = {}): Promise<CliResult> {
  const { isTerminal = false, engine = {}, onText, ...rest } = changes;
  const result: CliResult = { code: -1, stdout: '', stderr: '', called: [] };
  const fake = { ...createFakeEngine({}, silent), ...engine };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: isTerminal,
    write: (text: string) => {
      result[name] += text;
      onText?.(text);
    },
  });
  result.code = await runCli(words, {
    createEngine: () => recording(fake, result.called),
    serveEngine: () => recording(fake, result.called),
    stdout: output('stdout'),
    stderr: output('stderr'),
    signal: new AbortController().signal,
    environment: {},
    shippedModels: await shippedModels(context),
    system: healthySystem,
    ...rest,
  });
  return result;
}

export type CliChanges = Partial<Omit<CliContext, 'createEngine' | 'serveEngine' | 'stdout' | 'stderr'>> & {
  isTerminal?: boolean;
  engine?: Partial<CliEngine>;
  onText?: (text: string) => void;
};

export const healthySystem: CliContext['system'] = {
  nodeVersion: 'v20.20.2',
  platform: 'linux',
  architecture: 'x64',
  totalMemoryBytes: () => 16e9,
  freeMemoryBytes: () => 8e9,
  freeDiskBytes: () => Promise.resolve(100e9),
  mayWrite: () => Promise.resolve(true),
};

/** The fake engine reads its behaviour from the end of the model's path. */
async function shippedModels(context: TestContext): Promise<string> {
  const folder = await temporaryFolder(context);
  const names = ['echo', 'stream', 'patient', 'refusing', 'failing', 'hovle-untrained'];
  await Promise.all(names.map((name) => mkdir(join(folder, name))));
  return folder;
}

function recording(engine: CliEngine, called: string[]): CliEngine {
  return new Proxy(engine, {
    get: (target, name, receiver) => {
      called.push(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

const silent = { info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  return undefined;
}
