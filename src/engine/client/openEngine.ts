import type { Clock } from '../rpc/clock.ts';
import type { ClientOptions } from './clientOptions.ts';
import { type EngineConnection, openConnection } from './engineConnection.ts';
import { findNode, nodeSearch } from './findNode.ts';

/** Connects to the engine that a client's options describe, starting it if need be. */
export async function openEngine(options: ClientOptions, clock: Clock): Promise<EngineConnection> {
  const { entry, runtimeFolder, nodeArguments = [], engine = {}, shared = true, log = ignore } = options;
  const idleExitMs = options.idleExitMs ?? defaultIdleExitMs;
  const node = await findNode(nodeSearch(options.node));
  return openConnection({
    entry,
    runtimeFolder,
    nodeArguments,
    engine,
    isShared: shared,
    log,
    idleExitMs,
    node,
    clock,
  });
}

const defaultIdleExitMs = 30_000;

function ignore(): void {
  return undefined;
}
