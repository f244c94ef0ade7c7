/** The sentence for each error: what happened and what to do. The details are what tests and callers branch on. */
const sentences = {
  'checkpoint/missing-file': (d: { file: string }) => `${d.file} is missing. Is this the folder of a whole checkpoint?`,
  'device/unavailable': (d: { wanted: string; usable: string[] }) =>
    `This machine has no ${d.wanted} device. Usable here: ${d.usable.join(', ')}.`,
  'request/cancelled': () => 'The request was cancelled.',
} satisfies Record<string, (details: never) => string>;

export type ErrorCode = keyof typeof sentences;
export type ErrorDetails<C extends ErrorCode> = Parameters<(typeof sentences)[C]>[0];

/** An error a user can act on: a code to branch on, details, and a sentence. */
export class EngineError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails<C>;

  constructor(code: C, details: ErrorDetails<C>, options?: ErrorOptions) {
    // The table's row for `code` takes exactly the details of `code`; TypeScript cannot follow the pair through the lookup.
    super((sentences[code] as (details: ErrorDetails<C>) => string)(details), options);
    this.name = 'EngineError';
    this.code = code;
    this.details = details;
  }
}

/** Whether `error` is an engine error of this code. */
export function hasCode<C extends ErrorCode>(error: unknown, code: C): error is EngineError<C> {
  return error instanceof EngineError && error.code === code;
}
