import type { Socket } from 'node:net';
import { AbstractMessageReader, AbstractMessageWriter } from 'vscode-jsonrpc/node';
import type { DataCallback, Disposable, Message, MessageWriter } from 'vscode-jsonrpc/node';
import { closedMessage } from './closing.ts';
import { decodePayload, encodeFrame, FrameSplitter } from './frames.ts';
import type { Transport } from './transport.ts';

/** Messages as length-prefixed frames over a socket. Bytes that are no message close the socket. */
export function socketTransport(socket: Socket, limitBytes?: number): Transport {
  // The end of a failed socket is its `close` event; without a listener here Node would throw the error as well.
  socket.on('error', () => undefined);
  return {
    reader: new FrameReader(socket, limitBytes),
    writer: new FrameWriter(socket, limitBytes),
    close: () => socket.destroy(),
  };
}

class FrameReader extends AbstractMessageReader {
  private readonly socket: Socket;
  private readonly splitter: FrameSplitter;

  constructor(socket: Socket, limitBytes?: number) {
    super();
    this.socket = socket;
    this.splitter = new FrameSplitter(limitBytes);
  }

  override listen(callback: DataCallback): Disposable {
    this.socket.on('data', (chunk) => {
      this.receive(chunk, callback);
    });
    this.socket.once('close', () => {
      callback(closedMessage);
    });
    if (this.socket.destroyed) callback(closedMessage);
    this.socket.resume();
    return { dispose: () => this.socket.removeAllListeners('data') };
  }

  private receive(chunk: Buffer, callback: DataCallback): void {
    try {
      for (const payload of this.splitter.push(chunk)) callback(parseMessage(payload));
    } catch (error) {
      this.fireError(error);
      this.socket.destroy();
    }
  }
}

class FrameWriter extends AbstractMessageWriter implements MessageWriter {
  private readonly socket: Socket;
  private readonly limitBytes: number | undefined;

  constructor(socket: Socket, limitBytes?: number) {
    super();
    this.socket = socket;
    this.limitBytes = limitBytes;
  }

  /** Rejects only if the message cannot be encoded: a failing socket closes, and that ends every request. */
  async write(message: Message): Promise<void> {
    const [header, payload] = encodeFrame(message, this.limitBytes);
    this.socket.cork();
    this.socket.write(header);
    this.socket.write(payload);
    this.socket.uncork();
  }

  end(): void {
    this.socket.end();
  }
}

function parseMessage(payload: Buffer): Message {
  const value = decodePayload(payload);
  const isMessage = typeof value === 'object' && value !== null && 'jsonrpc' in value && value.jsonrpc === '2.0';
  if (!isMessage) throw new TypeError('What arrived is not a JSON-RPC message.');
  // Just checked; the library looks at the remaining fields and ignores what is neither request, response nor notification.
  return value as Message;
}
