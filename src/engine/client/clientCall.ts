import { EngineError } from '../api/errors.ts';
import { answering, type EngineMethod } from '../host/engineMethods.ts';
import type { OutgoingOptions, Peer } from '../rpc/peer.ts';
import { ConnectionLost } from './connectionLost.ts';

/** One request of a client, from the moment it was made until it ends, over as many engines as that takes. */
export class ClientCall {
  readonly result: Promise<unknown>;
  private readonly method: EngineMethod;
  private readonly argument: unknown;
  private readonly options: OutgoingOptions;
  private resolve: (value: unknown) => void = unset;
  private reject: (error: unknown) => void = unset;
  private sentTo: Peer | undefined;
  private hasBegun = false;

  constructor(method: EngineMethod, argument: unknown, options: OutgoingOptions) {
    this.method = method;
    this.argument = argument;
    this.options = options;
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    const giveUp = () => {
      if (!this.sentTo) this.fail(new EngineError('request/cancelled', undefined));
    };
    options.signal?.addEventListener('abort', giveUp, { once: true });
    const forget = () => options.signal?.removeEventListener('abort', giveUp);
    this.result.then(forget, forget);
  }

  /** Sends the request, unless it is under way already. */
  sendTo(peer: Peer): void {
    if (this.sentTo) return;
    this.sentTo = peer;
    this.hasBegun = answering[this.method] === 'at once';
    const onBegin = () => {
      this.hasBegun = true;
    };
    peer.call(this.method, this.argument, { ...this.options, onBegin }).then(this.resolve, (error: unknown) => {
      // Whoever watches the connection decides what becomes of the requests it carried.
      if (!(error instanceof ConnectionLost)) this.reject(error);
    });
  }

  /**
   * The engine it was sent to is gone: a request that had begun ends with the error, one that was waiting there waits
   * here. Answers whether it waits.
   */
  lose(peer: Peer, error: Error): boolean {
    if (this.sentTo !== peer) return true;
    this.sentTo = undefined;
    if (this.hasBegun) this.fail(error);
    else if (this.options.signal?.aborted) this.fail(new EngineError('request/cancelled', undefined));
    else return true;
    return false;
  }

  fail(error: Error): void {
    this.reject(error);
  }
}

/** Replaced before anything can call it. */
function unset(): void {
  return undefined;
}
