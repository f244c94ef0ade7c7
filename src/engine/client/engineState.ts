import type { EngineDeath } from '../api/engineDeath.ts';

/** What a client knows of its engine. */
export type EngineState =
  /** Not running; the next request starts it. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly processId: number }
  /** Ended without being asked to; started again by the next request, or after a wait by those still open. */
  | { readonly kind: 'crashed'; readonly death: EngineDeath };
