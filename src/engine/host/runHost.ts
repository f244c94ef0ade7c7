import { createInterface } from 'node:readline';
import { systemClock } from '../rpc/clock.ts';
import { newToken } from '../rpc/handshake.ts';
import { engineFile, type EngineRecord, removeEngineRecord, writeEngineRecord } from './engineFile.ts';
import { EngineServer } from './engineServer.ts';
import { parseHostOptions } from './hostOptions.ts';
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
  // A shared engine outlives the client that started it and reads its log.
  process.stderr.on('error', () => undefined);
  const log = structuredLog(writeLine, 'host');
  const { runtimeFolder, version, idleExitMs, engine: options } = parseHostOptions(await firstLine());
  await ensurePrivateFolder(runtimeFolder);
  const address = await newAddress(runtimeFolder);
  const engine = createThreadedEngine({ entry: workerEntry, options, writeLog: writeLine });
  const recorded = { processId: process.pid, address: address.path, token: newToken(), version };
  const file = engineFile(runtimeFolder, version);
  const end = once(() => endProcess({ server, engine, address, file, recorded, log }));
  const server = new EngineServer({
    engine,
    token: recorded.token,
    idleExitMs,
    clock: systemClock,
    log,
    onIdle: end,
  });
  process.on('SIGTERM', end);
  await server.listen(address.path);
  await writeEngineRecord(file, recorded);
  process.stdout.write(`${JSON.stringify(recorded)}\n`);
  log.info('listening', { node: process.version, processId: process.pid });
}

interface OpenHost {
  server: EngineServer;
  engine: ThreadedEngine;
  address: LocalAddress;
  file: string;
  recorded: EngineRecord;
  log: Log;
}

async function endProcess({ server, engine, address, file, recorded, log }: OpenHost): Promise<void> {
  await removeEngineRecord(file, recorded);
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
