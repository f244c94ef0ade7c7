import { isRecord } from './shared/isRecord.ts';

/** By which the extension finds out whether what it sends to a page comes through: it calls, and the page answers. */
export const rollCall = { kind: 'rollCall' } as const;
export const present = { kind: 'present' } as const;

/** Whether the extension calls. */
export const isRollCall = (message: unknown): boolean => kindOf(message) === rollCall.kind;

/** Whether the page has heard the call. */
export const isPresent = (message: unknown): boolean => kindOf(message) === present.kind;

/** Whether a page says that it has loaded. All of them do with this word. */
export const isReady = (message: unknown): boolean => kindOf(message) === 'ready';

const kindOf = (message: unknown): unknown => (isRecord(message) ? message['kind'] : undefined);
