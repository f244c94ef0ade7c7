import type { WireErrors } from '../../../src/engine/rpc/peer.ts';

/** Errors of a contract whose errors are texts. */
export const textErrors: WireErrors = {
  pack: (error) => (error instanceof Error ? error.message : 'not an error'),
  unpack: (packed) => new Error(`far: ${String(packed)}`),
  cancelled: () => new Error('cancelled'),
  closed: () => new Error('closed'),
  unsendable: (reason) => new Error(`unsendable: ${reason}`),
};
