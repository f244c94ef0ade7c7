import { createServer, type Server, type Socket } from 'node:net';
import type { EngineApi } from '../api/engineApi.ts';
import { EngineError } from '../api/errors.ts';
import type { Clock } from '../rpc/clock.ts';
import { checkToken } from '../rpc/handshake.ts';
import { createPeer, type Peer } from '../rpc/peer.ts';
import { socketTransport } from '../rpc/socketTransport.ts';
import { engineErrors } from './engineErrors.ts';
import { engineHandlers } from './engineHandlers.ts';
import { leaveMethod } from './engineMethods.ts';
import type { Log } from './log.ts';

export interface ServerSettings {
  engine: EngineApi;
  token: string;
  /** How long to wait for a client, the first or the next. */
  idleExitMs: number;
  clock: Clock;
  log: Log;
  /** Called once when no client is left and none came for that long. */
  onIdle: () => void;
}

/** Serves one engine to several clients over a local socket. */
export class EngineServer {
  private readonly settings: ServerSettings;
  private readonly server: Server;
  private readonly clients = new Set<Peer>();
  private stopWaiting: () => void = () => undefined;
  private endsWithLastClient = false;

  constructor(settings: ServerSettings) {
    this.settings = settings;
    this.server = createServer((socket) => void this.admit(socket));
  }

  /** Resolves once clients can connect. */
  listen(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(address, resolve);
    });
  }

  /** From now on, having no client for long enough counts as idle. */
  waitForClients(): void {
    const { clock, idleExitMs, onIdle } = this.settings;
    this.stopWaiting();
    if (this.clients.size === 0) this.stopWaiting = clock.after(this.endsWithLastClient ? 0 : idleExitMs, onIdle);
  }

  close(): void {
    this.stopWaiting();
    this.server.close();
    for (const client of this.clients) client.close();
  }

  private async admit(socket: Socket): Promise<void> {
    const { token, clock, log } = this.settings;
    if (await checkToken(socket, token, clock)) await this.serve(socket);
    else log.warn('caller refused');
  }

  private async serve(socket: Socket): Promise<void> {
    const { engine, log } = this.settings;
    const client: Peer = createPeer(
      socketTransport(socket),
      { ...engineHandlers(engine), [leaveMethod]: () => this.leave(client) },
      engineErrors(clientGone, log),
    );
    this.enter(client);
    await client.closed;
    this.exit(client);
  }

  private enter(client: Peer): void {
    this.stopWaiting();
    this.endsWithLastClient = false;
    this.clients.add(client);
    this.settings.log.info('client connected', { clients: this.clients.size });
  }

  private exit(client: Peer): void {
    this.clients.delete(client);
    this.settings.log.info('client gone', { clients: this.clients.size });
    this.waitForClients();
  }

  /** The client will go at once. Answers whether that ends the engine. */
  private leave(client: Peer): boolean {
    this.endsWithLastClient = this.clients.size === 1 && this.clients.has(client);
    return this.endsWithLastClient;
  }
}

/** The host calls nothing on its clients; this is only seen if it ever does. */
function clientGone(): Error {
  return new EngineError('engine/stopped', undefined);
}
