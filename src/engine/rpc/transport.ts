import type { CancellationStrategy, MessageReader, MessageWriter } from 'vscode-jsonrpc/node';

/** What carries messages between two sides. */
export interface Transport {
  /** Delivers `closedMessage` last. */
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** How a cancellation reaches the far side, where that is not by an ordinary message. */
  readonly cancellation?: CancellationStrategy;
  /** Ends the connection for both sides. */
  close(): void;
}
