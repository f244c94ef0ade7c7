import { asWriteError } from '../checkpoint/diskErrors.ts';
import { isEngineError } from '../api/errors.ts';
import { exitCode, exitCodeOf } from './exitCodes.ts';

/** Where a program writes, as far as its failures go. */
interface WatchedStream {
  on(event: 'error', listener: (error: Error) => void): unknown;
  write(text: string): unknown;
}

export interface Streams {
  readonly stdout: WatchedStream;
  readonly stderr: WatchedStream;
}

/**
 * Ends the work, by `interrupt`, once nobody takes its output any more. That is no failure where a reader has stopped reading, as
 * `head` does; a full disk is one, and is said. Returns what the exit code is, given that of the command; `onFailure` is told as well,
 * because the last output may fail when the command has ended.
 */
export function watchOutput(
  { stdout, stderr }: Streams,
  interrupt: () => void,
  onFailure: (code: number) => void,
): (code: number) => number {
  let own: number | undefined;
  stdout.on('error', (cause) => {
    if (own !== undefined) return;
    const isClosed = 'code' in cause && cause.code === 'EPIPE';
    const error = asWriteError(cause, 'standard output');
    if (!isClosed) stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (isClosed) own = exitCode.success;
    else own = isEngineError(error) ? exitCodeOf(error.code) : exitCode.unexpected;
    interrupt();
    onFailure(own);
  });
  // There is nowhere left to say it.
  stderr.on('error', () => undefined);
  return (code) => own ?? code;
}
