import type { MessagePort, Worker } from 'node:worker_threads';
import { AbstractMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import type { DataCallback, Disposable, Message } from 'vscode-jsonrpc/node';
import { closedMessage } from './closing.ts';
import { sharedCancellation } from './sharedCancellation.ts';
import type { Transport } from './transport.ts';

/** Messages to a worker thread (given the worker), or from it to its parent (given its parent port). */
export function portTransport(port: MessagePort | Worker): Transport {
  return {
    reader: new PortReader(port),
    writer: new PortMessageWriter(port),
    cancellation: sharedCancellation(),
    close: () => {
      if ('close' in port) port.close();
      else void port.terminate();
    },
  };
}

class PortReader extends AbstractMessageReader {
  private readonly port: MessagePort | Worker;

  constructor(port: MessagePort | Worker) {
    super();
    this.port = port;
  }

  override listen(callback: DataCallback): Disposable {
    const receive = (message: Message) => {
      callback(message);
    };
    const end = () => {
      callback(closedMessage);
    };
    this.port.on('message', receive);
    // A worker ends with `exit`, a port with `close`.
    this.port.once('exit', end);
    this.port.once('close', end);
    return { dispose: () => this.port.off('message', receive) };
  }
}
