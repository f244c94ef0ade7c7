import type { EngineOptions } from './engineOptions.ts';
import { flag, number, optional, record, required, text } from './shape.ts';

/** What an engine process is told when it starts. */
export interface HostOptions {
  /** A private folder for the socket and the record of the engine. */
  runtimeFolder: string;
  version: string;
  idleExitMs: number;
  engine: EngineOptions;
}

/** The options from the line that the starting client wrote. */
export function parseHostOptions(json: string): HostOptions {
  return hostOptions(JSON.parse(json), 'The options of the engine process');
}

const hostOptions = record<HostOptions>({
  runtimeFolder: required(text),
  version: required(text),
  idleExitMs: required(number),
  engine: required(
    record<EngineOptions>({
      cacheFolder: optional(text),
      smallAllocations: optional(flag),
      idleUnloadMs: optional(number),
      threads: optional(number),
    }),
  ),
});
