import type { EngineOptions } from '../host/engineOptions.ts';
import type { Clock } from '../rpc/clock.ts';

/** Where a client's engine comes from, and how the two live together. */
export interface ClientOptions {
  /** The bundled host, or its source with `nodeArguments` that can run it. */
  entry: string;
  /** A folder that belongs to this user; the connection's files lie there. */
  runtimeFolder: string;
  /** The Node.js to run the engine with; by default one is looked for. */
  node?: string;
  nodeArguments?: readonly string[];
  engine?: EngineOptions;
  /** Share one engine process with other clients of the same version (the default). */
  shared?: boolean;
  /** How long the engine stays without a client; 30 seconds by default. */
  idleExitMs?: number;
  /** Takes the lines of the engine's log, if this client has started it. */
  log?: (line: string) => void;
  clock?: Clock;
}
