import { createMessageConnection, ErrorCodes, ProgressType, ResponseError } from 'vscode-jsonrpc/node';
import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';
import { controllerOf, tokenOf } from './cancellation.ts';
import { closedMethod } from './closing.ts';
import type { Transport } from './transport.ts';

/** One end of a connection. Calls in both directions; every call ends, if need be because the connection does. */
export interface Peer {
  /** Calls the far side. Rejects with what `errors` makes of the failure. */
  call(method: string, argument: unknown, options?: OutgoingOptions): Promise<unknown>;
  /** Resolves when the connection has ended, after everything that arrived before its end was handled. */
  readonly closed: Promise<void>;
  close(): void;
}

/** How the caller follows and stops one call. */
export interface OutgoingOptions {
  signal?: AbortSignal;
  onProgress?: (progress: unknown) => void;
  /** Called once when the far side takes the call out of its queue. */
  onBegin?: () => void;
}

/** What the called side knows of one call. */
export interface IncomingCall {
  /** Aborted when the caller cancels, and when the connection ends. */
  readonly signal: AbortSignal;
  readonly progress: (progress: unknown) => void;
  /** Says that the call has left the queue. */
  readonly begin: () => void;
}

/** What a side answers, by method. The argument is whatever arrived. */
export type Handlers = Readonly<Record<string, (argument: unknown, call: IncomingCall) => unknown>>;

/** How errors travel, and which error stands for each thing that happens to the wire itself. */
export interface WireErrors {
  /** Plain data for an error of a handler. */
  pack(error: unknown): unknown;
  unpack(packed: unknown): Error;
  cancelled(): Error;
  closed(): Error;
  /** The argument or the result could not be sent. */
  unsendable(reason: string): Error;
}

/** Starts talking over a transport. */
export function createPeer(transport: Transport, handlers: Handlers, errors: WireErrors): Peer {
  return new ConnectionPeer(transport, handlers, errors);
}

/** Marks a response as an error of a handler, with the packed error as its data. */
const handlerFailed = 1;

type Report = { begin: true } | { progress: unknown };
const reportType = new ProgressType<Report>();

class ConnectionPeer implements Peer {
  readonly closed: Promise<void>;
  private readonly connection: MessageConnection;
  private readonly transport: Transport;
  private readonly errors: WireErrors;
  private readonly incoming = new Set<AbortController>();
  private lastReportToken = 0;

  constructor(transport: Transport, handlers: Handlers, errors: WireErrors) {
    this.transport = transport;
    this.errors = errors;
    const { reader, writer, cancellation } = transport;
    // The library's log repeats what rejected promises say already.
    this.connection = createMessageConnection(
      reader,
      writer,
      undefined,
      cancellation ? { cancellationStrategy: cancellation } : undefined,
    );
    this.closed = new Promise((resolve) => {
      this.connection.onDispose(() => {
        resolve();
      });
    });
    this.answer(handlers);
    this.connection.listen();
  }

  async call(method: string, argument: unknown, options: OutgoingOptions = {}): Promise<unknown> {
    if (options.signal?.aborted) throw this.errors.cancelled();
    const reportToken = ++this.lastReportToken;
    const listener = this.connection.onProgress(reportType, reportToken, reportTo(options));
    try {
      return await this.send(method, [argument, reportToken], options.signal);
    } catch (error) {
      throw this.meaningOf(error);
    } finally {
      listener.dispose();
    }
  }

  close(): void {
    this.connection.dispose();
    this.transport.close();
    for (const controller of this.incoming) controller.abort();
  }

  private send(method: string, parameters: unknown[], signal: AbortSignal | undefined): Promise<unknown> {
    return signal
      ? this.connection.sendRequest(method, ...parameters, tokenOf(signal))
      : this.connection.sendRequest(method, ...parameters);
  }

  private meaningOf(error: unknown): Error {
    // Anything else is the library's refusal to send on a connection that has ended.
    if (!(error instanceof ResponseError)) return this.errors.closed();
    switch (error.code) {
      case handlerFailed:
        return this.errors.unpack(error.data);
      case ErrorCodes.PendingResponseRejected:
        return this.errors.closed();
      default:
        // Every handler's own error is packed, so what is left are messages that could not be written or understood.
        return this.errors.unsendable(error.message);
    }
  }

  private answer(handlers: Handlers): void {
    this.connection.onNotification(closedMethod, () => {
      this.close();
    });
    for (const [method, handler] of Object.entries(handlers))
      this.connection.onRequest(method, (argument: unknown, reportToken: number, token: CancellationToken) =>
        this.run((call) => handler(argument, call), reportToken, token),
      );
  }

  private async run(handler: (call: IncomingCall) => unknown, reportToken: number, token: CancellationToken) {
    const controller = controllerOf(token);
    this.incoming.add(controller);
    try {
      return await handler(this.incomingCall(controller.signal, reportToken));
    } catch (error) {
      return new ResponseError(handlerFailed, String(error), this.errors.pack(error));
    } finally {
      this.incoming.delete(controller);
    }
  }

  private incomingCall(signal: AbortSignal, reportToken: number): IncomingCall {
    // A report that can no longer be sent is dropped: the caller learns of the lost connection by its call.
    const send = async (value: Report) => this.connection.sendProgress(reportType, reportToken, value);
    const report = (value: Report) => void send(value).catch(() => undefined);
    return {
      signal,
      progress: (progress) => {
        report({ progress });
      },
      begin: () => {
        report({ begin: true });
      },
    };
  }
}

function reportTo({ onProgress, onBegin }: OutgoingOptions): (report: Report) => void {
  return (report) => {
    if ('begin' in report) onBegin?.();
    else onProgress?.(report.progress);
  };
}
