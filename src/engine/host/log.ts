/** Writes structured lines: one JSON object each, with the event's name and its fields. */
export interface Log {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** A log whose lines go to `write`. `now` gives the time that stands in each. */
export function structuredLog(write: (line: string) => void, source: string, now = () => new Date()): Log {
  const level =
    (name: string) =>
    (event: string, fields: LogFields = {}) => {
      write(JSON.stringify({ time: now().toISOString(), level: name, source, event, ...fields }));
    };
  return { info: level('info'), warn: level('warn'), error: level('error') };
}

/** The fields that say what an error was, its stack and causes included. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause === undefined ? undefined : describe(error.cause);
  return { message: error.message, stack: error.stack, cause };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
