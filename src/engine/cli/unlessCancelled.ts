import { EngineError } from '../api/errors.ts';

/** What `work` comes to, unless the user ends the command first: for questions to the engine that cannot be cancelled. */
export function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const cancelled = new Promise<never>((_, reject) => {
    const end = (): void => reject(new EngineError('request/cancelled', undefined));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([work, cancelled]);
}
