import type { EngineApi } from '../api/engineApi.ts';
import type { SystemFacts } from './systemFacts.ts';

/** All that a command touches besides its arguments. */
export interface CliContext {
  /** Makes the engine, in this process. Lines of its log are passed to `writeLog`. */
  createEngine: (writeLog: (line: string) => void) => CliEngine;
  /** Makes the engine in a process of its own, supervised: for commands that stay. */
  serveEngine: (writeLog: (line: string) => void) => CliEngine;
  /** Results, and nothing else. */
  stdout: Output;
  /** Errors, notes, and on a terminal what is going on. */
  stderr: Output;
  /** Aborted when the user wants the command to end. */
  signal: AbortSignal;
  environment: Readonly<Record<string, string | undefined>>;
  /** Folder of the models that come with the program. */
  shippedModels: string;
  system: SystemFacts;
}

/** A command's view of the context: it starts the engine if it needs one. */
export interface CommandContext extends Omit<CliContext, 'createEngine' | 'serveEngine'> {
  engine: () => EngineApi;
  servedEngine: () => EngineApi;
}

export type CliEngine = EngineApi & { close(): Promise<unknown> };

export interface Output {
  write(text: string): unknown;
  /** Whether someone watches it in a terminal. */
  readonly isTTY?: boolean;
}
