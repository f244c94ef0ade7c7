import {
  CancellationSenderStrategy,
  CancellationTokenSource,
  SharedArrayReceiverStrategy,
  SharedArraySenderStrategy,
} from 'vscode-jsonrpc/node';
import type {
  AbstractCancellationTokenSource,
  CancellationStrategy,
  MessageConnection,
  RequestMessage,
} from 'vscode-jsonrpc/node';

/**
 * Cancels a request that runs in another thread at once, even while that thread is busy: each request carries a flag in
 * shared memory which the thread reads between its steps. The ordinary message follows, for listeners.
 */
export function sharedCancellation(): CancellationStrategy {
  return { sender: new FlagAndMessageSender(), receiver: new FlagAndMessageReceiver() };
}

class FlagAndMessageSender extends SharedArraySenderStrategy {
  override async sendCancellation(connection: MessageConnection, id: number | string): Promise<void> {
    await super.sendCancellation(connection, id);
    await CancellationSenderStrategy.Message.sendCancellation(connection, id);
  }
}

class FlagAndMessageReceiver {
  readonly kind = 'request';
  private readonly flags = new SharedArrayReceiverStrategy();

  createCancellationTokenSource(request: RequestMessage): AbstractCancellationTokenSource {
    const flag = this.flags.createCancellationTokenSource(request);
    const message = new CancellationTokenSource();
    return {
      token: {
        get isCancellationRequested() {
          return flag.token.isCancellationRequested || message.token.isCancellationRequested;
        },
        onCancellationRequested: message.token.onCancellationRequested,
      },
      cancel: () => {
        message.cancel();
      },
      dispose: () => {
        message.dispose();
      },
    };
  }
}
