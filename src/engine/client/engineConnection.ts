import { createHash, randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import type { EngineDeath } from '../api/engineDeath.ts';
import { engineErrors } from '../host/engineErrors.ts';
import { engineFile, type EngineRecord, readEngineRecord, removeEngineRecord } from '../host/engineFile.ts';
import type { EngineOptions } from '../host/engineOptions.ts';
import { ensurePrivateFolder } from '../host/privateFolder.ts';
import type { Clock } from '../rpc/clock.ts';
import { withDeadline } from '../rpc/deadline.ts';
import { presentToken } from '../rpc/handshake.ts';
import { createPeer, type Peer } from '../rpc/peer.ts';
import { socketTransport } from '../rpc/socketTransport.ts';
import { ConnectionLost } from './connectionLost.ts';
import { startEngineProcess } from './engineProcess.ts';
import type { NodeChoice } from './findNode.ts';
import { withStartLock } from './startLock.ts';

/** A connection to a running engine. */
export interface EngineConnection {
  readonly peer: Peer;
  readonly processId: number;
  /** How the engine ended, as far as this client can know. Settles only after the connection has ended. */
  readonly death: Promise<EngineDeath>;
  /** Lets this process end before the engine does. */
  readonly release: () => void;
}

export interface ConnectionSettings {
  node: NodeChoice;
  nodeArguments: readonly string[];
  entry: string;
  runtimeFolder: string;
  /** Use an engine that another client has started, and let others use this one. */
  isShared: boolean;
  idleExitMs: number;
  engine: EngineOptions;
  clock: Clock;
  log: (line: string) => void;
}

/** Connects to a running engine of the same version, or starts one. */
export async function openConnection(settings: ConnectionSettings): Promise<EngineConnection> {
  const { runtimeFolder: folder, clock } = settings;
  await ensurePrivateFolder(folder);
  const version = await engineVersion(settings);
  const attachOrStart = async () => (await attach(folder, version, clock)) ?? start(settings, version);
  return (await attach(folder, version, clock)) ?? withStartLock({ folder, version, clock }, attachOrStart);
}

/**
 * Names the engine that this client wants: the same program on the same Node with the same options. An engine whose
 * program was rebuilt or updated is another one.
 */
async function engineVersion({ entry, node, engine, isShared }: ConnectionSettings): Promise<string> {
  if (!isShared) return randomUUID();
  const { mtimeMs, size } = await stat(entry);
  const wanted = JSON.stringify([entry, mtimeMs, size, node.path, engine]);
  return createHash('sha256').update(wanted).digest('hex').slice(0, 16);
}

async function attach(folder: string, version: string, clock: Clock): Promise<EngineConnection | undefined> {
  const file = engineFile(folder, version);
  const recorded = await readEngineRecord(file);
  const peer = recorded && (await tryConnect(recorded, clock));
  if (peer) return { peer, processId: recorded.processId, death: reachable(peer), release: () => undefined };
  // What a killed engine left behind.
  if (recorded) await Promise.all([removeEngineRecord(file, recorded), removeSocket(recorded)]);
  return undefined;
}

async function start(settings: ConnectionSettings, version: string): Promise<EngineConnection> {
  const { runtimeFolder, idleExitMs, node, clock } = settings;
  const engine = node.smallAllocations ? { ...settings.engine, smallAllocations: true } : settings.engine;
  const { record, death, release } = await startEngineProcess({
    ...settings,
    host: { runtimeFolder, version, idleExitMs, engine },
  });
  const peer = await tryConnect(record, clock);
  if (!peer) throw new Error('The engine that was just started does not let its client in.');
  return { peer, processId: record.processId, death: peer.closed.then(() => soon(death, clock)), release };
}

/** A process whose connection has ended ends too, or it is not known what became of it. */
function soon(death: Promise<EngineDeath>, clock: Clock): Promise<EngineDeath> {
  const late = () => new Error('The connection ended, but the process did not.');
  return withDeadline(death, { clock, limitMs: deathPatienceMs, late }).catch(() => ({ cause: 'unknown' }));
}

/** Writing a core dump takes a while. */
const deathPatienceMs = 10_000;

/** Undefined if nobody listens there, or does not accept the token. */
async function tryConnect({ address, token }: EngineRecord, clock: Clock): Promise<Peer | undefined> {
  const socket = connect(address);
  if (!(await presentToken(socket, token, clock))) {
    socket.destroy();
    return undefined;
  }
  return createPeer(
    socketTransport(socket),
    {},
    engineErrors(() => new ConnectionLost()),
  );
}

/** Of an engine that another client started, only the loss of the connection is seen. */
async function reachable(peer: Peer): Promise<EngineDeath> {
  await peer.closed;
  return { cause: 'unknown' };
}

async function removeSocket({ address }: EngineRecord): Promise<void> {
  if (process.platform !== 'win32') await rm(address, { force: true });
}
