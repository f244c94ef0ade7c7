import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectEngine } from '../client/engineClient.ts';
import { defaultCacheFolder } from '../compile/modelCache.ts';
import { hostEntry } from '../host/threadEntry.ts';
import type { CliEngine } from './context.ts';

/**
 * The engine in a process of its own. What its native libraries print cannot get between a command's own output, and
 * their crash is an error of one request. It ends with its last client.
 */
export function startEngine(writeLog: (line: string) => void): CliEngine {
  const entry = fileURLToPath(hostEntry());
  const client = connectEngine({
    entry,
    runtimeFolder: join(defaultCacheFolder(process.platform, process.env), 'run'),
    node: process.execPath,
    // The source is run by a loader that this process was given.
    nodeArguments: entry.endsWith('.ts') ? process.execArgv : [],
    log: writeLog,
  });
  return { ...client, close: () => client.dispose() };
}
