import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { EngineDeath } from '../api/engineDeath.ts';
import { EngineError } from '../api/errors.ts';
import { type EngineRecord, parseRecord } from '../host/engineFile.ts';
import type { HostOptions } from '../host/hostOptions.ts';
import type { Clock } from '../rpc/clock.ts';
import { withDeadline } from '../rpc/deadline.ts';
import { deathOf } from './deathOf.ts';
import { engineEnvironment } from './engineEnvironment.ts';
import type { NodeChoice } from './findNode.ts';

/** An engine process that this process has started. */
export interface EngineProcess {
  readonly record: EngineRecord;
  /** How it ended. */
  readonly death: Promise<EngineDeath>;
  /** Lets this process end before the engine does. */
  readonly release: () => void;
}

export interface LaunchSettings {
  node: NodeChoice;
  /** Arguments of Node before the entry. */
  nodeArguments: readonly string[];
  /** The file that runs the host. */
  entry: string;
  host: HostOptions;
  clock: Clock;
  log: (line: string) => void;
}

/** Starts an engine process. Resolves once it listens; rejects with `engine/cannot-start`, and leaves no process then. */
export async function startEngineProcess(settings: LaunchSettings): Promise<EngineProcess> {
  const child = launch(settings);
  const tail = followLog(child, settings.log);
  const end = endOf(child, tail);
  try {
    const record = await withDeadline(Promise.race([announcedRecord(child.stdout), failedStart(end)]), {
      clock: settings.clock,
      limitMs: startPatienceMs,
      late: () => new Error(`it was not ready after ${startPatienceMs / 1000} seconds`),
    });
    return { record, death: end.then(deathAfterStart), release: () => release(child) };
  } catch (error) {
    child.kill('SIGKILL');
    throw cannotStart(error, settings.node, tail);
  }
}

type EngineChild = ChildProcessByStdio<Writable, Readable, Readable>;
type ChildEnd = { death: EngineDeath } | { failure: Error };

/** Enough for a stack trace; the whole log is the caller's to keep. */
const keptLogLines = 40;
const startPatienceMs = 60_000;

function launch({ node, nodeArguments, entry, host }: LaunchSettings): EngineChild {
  const child = spawn(node.path, [...nodeArguments, entry], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...engineEnvironment(process.env, process.platform), ...node.environment },
    // Out of the starter's process group: what ends the starter must not end an engine that others use.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  // A child that is gone already shows by its end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${JSON.stringify(host)}\n`);
  return child;
}

function followLog(child: EngineChild, log: (line: string) => void): LogTail {
  const tail = new LogTail();
  createInterface({ input: child.stderr }).on('line', (line) => {
    tail.add(line);
    log(line);
  });
  return tail;
}

function endOf(child: EngineChild, tail: LogTail): Promise<ChildEnd> {
  return new Promise((resolve) => {
    child.once('error', (failure) => {
      resolve({ failure });
    });
    // Comes after `exit`, when the last of the log has been read.
    child.once('close', (exitCode, signal) => {
      resolve({ death: deathOf({ exitCode, signal, log: tail.text }) });
    });
  });
}

/** What the process prints first. Other lines, such as a library's greeting, are passed over. */
async function announcedRecord(stdout: Readable): Promise<EngineRecord> {
  for await (const line of createInterface({ input: stdout }))
    if (line.startsWith('{')) {
      // Nobody reads on, and a full pipe would block the engine.
      stdout.resume();
      return parseRecord(line);
    }
  // The end of the process says more than the end of its output.
  return new Promise(() => undefined);
}

async function failedStart(end: Promise<ChildEnd>): Promise<never> {
  const outcome = await end;
  throw 'failure' in outcome ? outcome.failure : new EngineError('engine/died', outcome.death);
}

function deathAfterStart(end: ChildEnd): EngineDeath {
  return 'death' in end ? end.death : { cause: 'unknown' };
}

function cannotStart(error: unknown, node: NodeChoice, tail: LogTail): EngineError<'engine/cannot-start'> {
  const reason = error instanceof Error ? error.message : String(error);
  return new EngineError('engine/cannot-start', { node: node.path, reason, log: tail.text }, { cause: error });
}

function release(child: EngineChild): void {
  child.unref();
  child.stdout.destroy();
  child.stderr.destroy();
}

/** The last lines of a log. */
class LogTail {
  private readonly lines: string[] = [];

  add(line: string): void {
    this.lines.push(line);
    if (this.lines.length > keptLogLines) this.lines.shift();
  }

  get text(): string {
    return this.lines.join('\n');
  }
}
