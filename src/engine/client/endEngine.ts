import type { Clock } from '../rpc/clock.ts';
import { withDeadline } from '../rpc/deadline.ts';
import { leaveMethod } from '../host/engineMethods.ts';
import type { EngineConnection } from './engineConnection.ts';

/** Lets go of an engine. If nobody else uses it, its process has ended when this resolves. */
export async function leaveEngine(connection: EngineConnection, clock: Clock): Promise<void> {
  const isLast = await within(connection.peer.call(leaveMethod, undefined), clock).catch(() => true);
  connection.peer.close();
  if (isLast === true) await within(connection.death, clock).catch(() => kill(connection, 'SIGKILL'));
  else connection.release();
}

/** Ends an engine's process, whatever it is doing and whoever uses it. */
export async function killEngine(connection: EngineConnection, clock: Clock): Promise<void> {
  kill(connection, 'SIGTERM');
  await within(connection.death, clock).catch(() => kill(connection, 'SIGKILL'));
  connection.peer.close();
}

/** An engine frees its models first, which takes a moment; one that hangs is not waited for. */
const patienceMs = 5000;

function within<T>(work: Promise<T>, clock: Clock): Promise<T> {
  return withDeadline(work, { clock, limitMs: patienceMs, late: () => new Error('The engine does not end.') });
}

function kill({ processId }: EngineConnection, signal: NodeJS.Signals): void {
  try {
    process.kill(processId, signal);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
