import { createInterface } from 'node:readline';
import { systemClock } from '../rpc/clock.ts';
import { newToken } from '../rpc/handshake.ts';
import { giveWay } from '../session/giveWay.ts';
import { engineFile, type EngineRecord, removeEngineRecord, writeEngineRecord } from './engineFile.ts';
import { EngineServer } from './engineServer.ts';
import { type HostOptions, parseHostOptions } from './hostOptions.ts';
import { type LocalAddress, newAddress } from './localAddress.ts';
import { type Log, structuredLog } from './log.ts';
import { ensurePrivateFolder } from './privateFolder.ts';
import { createThreadedEngine, type ThreadedEngine } from './threadedEngine.ts';

/**
 * Runs an engine process: reads its options from the first line of standard input, listens, records itself, and writes
 * its record as one line to standard output. It ends when it has had no client for a while, even if none ever came.
 * `workerEntry` is the file of its threads.
 */
export async function runHost(workerEntry: URL): Promise<void> {
  // Before there are threads.
  giveWay(process.pid);
  // A shared engine outlives the client that started it and reads its log.
  process.stderr.on('error', () => undefined);
  const options = parseHostOptions(await firstLine());
  await ensurePrivateFolder(options.runtimeFolder);
  const host = await open(options, workerEntry);
  process.on('SIGTERM', host.end);
  await host.server.listen(host.address.path);
  await writeEngineRecord(host.file, host.record);
  process.stdout.write(`${JSON.stringify(host.record)}\n`);
  host.server.waitForClients();
  host.log.info('listening', { node: process.version, processId: process.pid });
}

async function open(options: HostOptions, workerEntry: URL): Promise<OpenHost> {
  const { runtimeFolder, version, idleExitMs } = options;
  const log = structuredLog(writeLine, 'host');
  const address = await newAddress(runtimeFolder);
  const engine = createThreadedEngine({ entry: workerEntry, options: options.engine, writeLog: writeLine });
  const record = { processId: process.pid, address: address.path, token: newToken(), version };
  const end = once(() => endProcess(host));
  const server = new EngineServer({ engine, token: record.token, idleExitMs, clock: systemClock, log, onIdle: end });
  const host = { server, engine, address, file: engineFile(runtimeFolder, version), record, log, end };
  return host;
}

interface OpenHost {
  server: EngineServer;
  engine: ThreadedEngine;
  address: LocalAddress;
  file: string;
  record: EngineRecord;
  log: Log;
  end: () => void;
}

async function endProcess({ server, engine, address, file, record, log }: OpenHost): Promise<void> {
  await removeEngineRecord(file, record);
  server.close();
  await address.remove();
  const isClosed = await engine.close();
  log.info('ends', { threadsEnded: isClosed });
  if (isClosed) process.exit(0);
  // Node would wait for a thread that hangs in native code, and leave an orphan.
  process.kill(process.pid, 'SIGKILL');
}

function once(action: () => Promise<void>): () => void {
  let isDone = false;
  return () => {
    if (!isDone) void action();
    isDone = true;
  };
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  throw new Error('The engine process was started without options on its standard input.');
}

function writeLine(line: string): void {
  process.stderr.write(`${line}\n`);
}
