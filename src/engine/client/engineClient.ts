import type { EngineApi } from '../api/engineApi.ts';
import { remoteEngine } from '../host/remoteEngine.ts';
import { systemClock } from '../rpc/clock.ts';
import type { ClientOptions } from './clientOptions.ts';
import type { EngineState } from './engineState.ts';
import { Supervisor } from './supervisor.ts';

/** The engine in a process of its own, started by the first request and supervised from here. */
export interface EngineClient extends EngineApi {
  /** Calls the listener now and at each change. */
  onState(listener: (state: EngineState) => void): { dispose(): void };
  /** Ends the process, whatever it is doing, and starts it again. What was running ends; what waited is kept. */
  restart(): Promise<void>;
  /** Ends this client's requests, and the process unless others use it. The next request starts it again. */
  stop(): Promise<void>;
  /** Stops for good. */
  dispose(): Promise<void>;
}

/** Makes a client. Nothing is started before the first request. */
export function connectEngine(options: ClientOptions): EngineClient {
  const clock = options.clock ?? systemClock;
  // What carries calls is loaded with the first: an editor that starts should read little.
  const open = async () => (await import('./openEngine.ts')).openEngine(options, clock);
  const supervisor = new Supervisor({ open, clock });
  return {
    ...remoteEngine((...call) => supervisor.call(...call)),
    onState: (listener) => supervisor.onState(listener),
    restart: () => supervisor.restart(),
    stop: () => supervisor.stop(),
    dispose: () => supervisor.dispose(),
  };
}
