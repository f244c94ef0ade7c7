import { packError, unpackError } from '../api/errorOnWire.ts';
import { EngineError } from '../api/errors.ts';
import type { WireErrors } from '../rpc/peer.ts';
import { errorFields, type Log } from './log.ts';

/**
 * How the engine's errors travel. `closed` makes the error of a call whose connection ended.
 * An error that is not one of the engine's own reaches the caller as `engine/internal`; its stack goes to the log.
 */
export function engineErrors(closed: () => Error, log?: Log): WireErrors {
  return {
    pack: (error) => {
      if (!(error instanceof EngineError)) log?.error('unexpected error', errorFields(error));
      return packError(error);
    },
    unpack: unpackError,
    cancelled: () => new EngineError('request/cancelled', undefined),
    closed,
    unsendable: (reason) => new EngineError('engine/unsendable', { reason }),
  };
}
