import { packError } from '../../api/errorOnWire.ts';

/** Tells the process that started this one, where it still waits for a word (`startRun`), why there will be no run. */
export function tellStarter(error: unknown): void {
  // Whoever has gone meanwhile needs to know nothing.
  if (process.connected) process.send?.(packError(error), () => undefined);
}
