import type { EngineDeath } from '../api/engineDeath.ts';
import { toEngineError } from '../api/errorOnWire.ts';
import { EngineError } from '../api/errors.ts';
import type { CarryCall } from '../host/remoteEngine.ts';
import type { Clock } from '../rpc/clock.ts';
import { ClientCall } from './clientCall.ts';
import { killEngine, leaveEngine } from './endEngine.ts';
import type { EngineConnection } from './engineConnection.ts';
import type { EngineState } from './engineState.ts';
import { recentCrashes, restartDelay, restartLimits } from './restartDelay.ts';

export interface SupervisorSettings {
  /** Connects to an engine, starting one if need be. */
  open: () => Promise<EngineConnection>;
  clock: Clock;
}

/** Keeps an engine running while there are requests for it, and the requests while there is no engine. */
export class Supervisor {
  private readonly settings: SupervisorSettings;
  private readonly calls = new Set<ClientCall>();
  private readonly listeners = new Set<(state: EngineState) => void>();
  private state: EngineState = { kind: 'stopped' };
  private connection: EngineConnection | undefined;
  private starting: Promise<void> | undefined;
  /** While an engine is being ended, or its end looked into, requests wait and nothing is started. */
  private ending: Promise<void> | undefined;
  private crashTimes: number[] = [];
  private lastDeath: EngineDeath = { cause: 'unknown' };
  private skipDelay: () => void = nothing;
  private isDisposed = false;

  constructor(settings: SupervisorSettings) {
    this.settings = settings;
  }

  readonly call: CarryCall = async (method, argument, options = {}) => {
    if (this.isDisposed) throw new EngineError('engine/stopped', undefined);
    if (options.signal?.aborted) throw new EngineError('request/cancelled', undefined);
    const call = new ClientCall(method, argument, options);
    this.calls.add(call);
    this.advance();
    return call.result.finally(() => this.calls.delete(call));
  };

  onState(listener: (state: EngineState) => void): { dispose(): void } {
    this.listeners.add(listener);
    listener(this.state);
    return { dispose: () => this.listeners.delete(listener) };
  }

  async restart(): Promise<void> {
    if (this.isDisposed) throw new EngineError('engine/stopped', undefined);
    await this.end(async (connection) => {
      await killEngine(connection, this.settings.clock);
      this.lose(connection, { cause: 'restart' });
    });
    this.crashTimes = [];
    await this.start();
  }

  async stop(): Promise<void> {
    this.failAll(new EngineError('engine/stopped', undefined));
    await this.end((connection) => leaveEngine(connection, this.settings.clock));
    this.become({ kind: 'stopped' });
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    await this.stop();
  }

  /** Does what can be done for the open requests now. */
  private advance(): void {
    if (this.ending || this.calls.size === 0) return;
    if (this.connection) for (const call of this.calls) call.sendTo(this.connection.peer);
    // A failure has ended every request already.
    else this.start().catch(nothing);
  }

  private start(): Promise<void> {
    this.starting ??= this.open().finally(() => {
      this.starting = undefined;
      this.advance();
    });
    return this.starting;
  }

  private async open(): Promise<void> {
    if (this.connection) return;
    try {
      const isWanted = await this.waitAfterCrash();
      if (!isWanted) return;
      this.become({ kind: 'starting' });
      this.use(await this.settings.open());
    } catch (error) {
      if (this.state.kind === 'starting') this.become({ kind: 'stopped' });
      this.failAll(toEngineError(error));
      throw error;
    }
  }

  /** Answers whether an engine is still wanted after the wait. */
  private async waitAfterCrash(): Promise<boolean> {
    const delayMs = restartDelay(this.crashTimes, this.settings.clock.now());
    if (delayMs === undefined) throw this.crashesRepeatedly();
    if (delayMs === 0) return true;
    await new Promise<void>((resolve) => {
      const cancel = this.settings.clock.after(delayMs, resolve);
      this.skipDelay = () => {
        cancel();
        resolve();
      };
    });
    return this.calls.size > 0;
  }

  private use(connection: EngineConnection): void {
    this.connection = connection;
    this.become({ kind: 'running', processId: connection.processId });
    void this.watch(connection);
  }

  /** Looks into the end of a connection that nobody here has asked for. */
  private async watch(connection: EngineConnection): Promise<void> {
    await connection.peer.closed;
    if (this.connection !== connection) return;
    this.connection = undefined;
    await this.exclusively(async () => {
      const death = await connection.death;
      this.recordCrash(death);
      this.lose(connection, death);
    });
  }

  private recordCrash(death: EngineDeath): void {
    // An engine that leaves while nobody asks anything of it has not crashed.
    if (death.cause === 'exit' && this.calls.size === 0) {
      this.become({ kind: 'stopped' });
      return;
    }
    const now = this.settings.clock.now();
    this.crashTimes = [...recentCrashes(this.crashTimes, now), now];
    this.lastDeath = death;
    this.become({ kind: 'crashed', death });
  }

  private lose({ peer }: EngineConnection, death: EngineDeath): void {
    const error = new EngineError('engine/died', death);
    for (const call of this.calls) if (!call.lose(peer, error)) this.calls.delete(call);
  }

  /** Ends the connection, if there is one, after any start that is under way. */
  private end(how: (connection: EngineConnection) => Promise<void>): Promise<void> {
    this.skipDelay();
    return this.exclusively(async () => {
      // A start that failed leaves nothing to end.
      await this.starting?.catch(nothing);
      const connection = this.connection;
      this.connection = undefined;
      if (connection) await how(connection);
    });
  }

  private async exclusively(action: () => Promise<void>): Promise<void> {
    const before = this.ending ?? Promise.resolve();
    const mine = before
      .catch(nothing)
      .then(action)
      .finally(() => {
        if (this.ending === mine) this.ending = undefined;
        this.advance();
      });
    this.ending = mine;
    await mine;
  }

  private failAll(error: Error): void {
    for (const call of this.calls) call.fail(error);
    this.calls.clear();
  }

  private become(state: EngineState): void {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }

  private crashesRepeatedly(): EngineError<'engine/crashes-repeatedly'> {
    const withinSeconds = restartLimits.windowMs / 1000;
    return new EngineError('engine/crashes-repeatedly', {
      times: this.crashTimes.length,
      withinSeconds,
      last: this.lastDeath,
    });
  }
}

function nothing(): void {
  return undefined;
}
