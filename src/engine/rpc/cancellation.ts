import type { CancellationToken } from 'vscode-jsonrpc/node';

/** The library's view of an abort signal. */
export function tokenOf(signal: AbortSignal): CancellationToken {
  return {
    get isCancellationRequested() {
      return signal.aborted;
    },
    onCancellationRequested(listener) {
      signal.addEventListener('abort', listener, { once: true });
      return {
        dispose: () => {
          signal.removeEventListener('abort', listener);
        },
      };
    },
  };
}

/**
 * A controller whose signal follows a token. Reading `aborted` (or calling `throwIfAborted`) asks the token, so that a
 * thread which is too busy to receive messages still learns of a cancellation that is flagged in shared memory.
 */
export function controllerOf(token: CancellationToken): AbortController {
  const controller = new AbortController();
  const { signal } = controller;
  token.onCancellationRequested(() => {
    controller.abort();
  });
  const readAborted = (): boolean => {
    const isAborted = Reflect.get(AbortSignal.prototype, 'aborted', signal);
    if (!isAborted && token.isCancellationRequested) controller.abort();
    return isAborted || token.isCancellationRequested;
  };
  Object.defineProperties(signal, {
    aborted: { get: readAborted },
    throwIfAborted: {
      value: () => {
        if (readAborted()) throw signal.reason;
      },
    },
  });
  return controller;
}
