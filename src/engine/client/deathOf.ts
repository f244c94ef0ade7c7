import type { DeathCause, EngineDeath } from '../api/engineDeath.ts';

/** How a child process ended. */
export interface ProcessEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** The last lines of its log. */
  log: string;
}

/** Reads the cause of an engine's death from how its process ended and what it wrote last. */
export function deathOf({ exitCode, signal, log }: ProcessEnd): EngineDeath {
  const death: EngineDeath = { cause: causeOf(exitCode, signal, log), log };
  if (signal !== null) death.signal = signal;
  else if (exitCode !== null) death.exitCode = exitCode;
  return death;
}

function causeOf(exitCode: number | null, signal: NodeJS.Signals | null, log: string): DeathCause {
  if (outOfMemory.test(log)) return 'out-of-memory';
  if (signal !== null) return signalCauses[signal] ?? 'killed';
  if (exitCode === 0) return 'exit';
  return exitCode !== null && exitCode >= windowsException ? 'crash' : 'error';
}

/** What V8, C++ and ONNX Runtime write when memory runs out. */
const outOfMemory =
  /heap out of memory|std::bad_alloc|bad allocation|failed to allocate memory|cannot allocate memory/i;

/** Windows ends a process that crashed with the number of the exception as exit code. */
const windowsException = 0xc0000000;

const signalCauses: { readonly [signal in NodeJS.Signals]?: DeathCause } = {
  SIGSEGV: 'crash',
  SIGABRT: 'crash',
  SIGBUS: 'crash',
  SIGILL: 'crash',
  SIGFPE: 'crash',
  // How the allocator of Electron refuses a large allocation.
  SIGTRAP: 'large-allocation',
};
