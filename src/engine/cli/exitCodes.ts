import type { ErrorCode } from '../api/errors.ts';

/** The part of an error's code before the slash. */
type ErrorKind = ErrorCode extends infer Code ? (Code extends `${infer Kind}/${string}` ? Kind : never) : never;

/** The exit code for each kind of error, and what the kind means. */
export const exitCodes: { readonly [kind in ErrorKind]: readonly [code: number, meaning: string] } = {
  request: [3, 'the request makes no sense, or names no model'],
  prompt: [4, 'the question is empty or too long'],
  generation: [5, 'an option of the answer is out of range, or the model computed no numbers'],
  image: [6, 'a picture cannot be used'],
  embed: [7, 'there is nothing to embed, or no such layer'],
  map: [8, 'there is no map of this word'],
  schema: [9, 'the schema of the answer cannot be followed'],
  checkpoint: [10, 'the checkpoint is damaged or incomplete'],
  config: [11, 'the configuration of the model is not supported'],
  tokenizer: [12, 'the tokenizer is damaged or not supported'],
  chat: [13, 'the chat template does not fit'],
  compile: [14, 'the compiled model is damaged'],
  session: [15, 'the compiled model cannot be loaded'],
  device: [16, 'the device cannot be used'],
  disk: [17, 'a file or folder cannot be read or written'],
  train: [18, 'the training cannot begin or go on'],
  data: [19, 'the data to learn from cannot be read'],
  engine: [20, 'the engine failed'],
};

export const exitCode = {
  success: 0,
  unexpected: 1,
  usage: 2,
  /** As shells report a program that Ctrl+C ended. */
  cancelled: 130,
} as const;

/** The exit code of an error. */
export function exitCodeOf(code: ErrorCode): number {
  if (code === 'request/cancelled') return exitCode.cancelled;
  // The table has a row for each kind that a code can have.
  return exitCodes[code.slice(0, code.indexOf('/')) as ErrorKind][0];
}

/** The table for `--help`. */
export function describeExitCodes(): string {
  const rows: [number, string][] = [
    [exitCode.success, 'it worked'],
    [exitCode.unexpected, 'something unexpected, or a problem that doctor found'],
    [exitCode.usage, 'the command line was not understood'],
    ...Object.values(exitCodes).map(([code, meaning]): [number, string] => [code, meaning]),
    [exitCode.cancelled, 'cancelled'],
  ];
  return ['Exit codes:', ...rows.map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`)].join('\n');
}
