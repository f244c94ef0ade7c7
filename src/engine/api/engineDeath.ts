/** How an engine ended that was not asked to: what is known of it, as plain data. */
export interface EngineDeath {
  cause: DeathCause;
  /** Of the process or thread, where the system told it. */
  exitCode?: number;
  signal?: string;
  /** The last lines it wrote to its log. */
  log?: string;
}

export type DeathCause = keyof typeof causes;

/** What happened, and what its user can do. */
export const causes = {
  'out-of-memory': 'ran out of memory. A smaller precision (int4), fewer tiles or a shorter text needs less',
  'large-allocation':
    "asked for more memory at once than the editor's runtime allows. Install Node.js 20 or newer, or name it in the settings",
  killed: 'was killed from outside; systems do that when memory runs out. A smaller precision (int4) needs less',
  crash: 'crashed in native code',
  error: 'met an error it could not handle',
  exit: 'ended before it was done',
  restart: 'was restarted',
  unknown: 'can no longer be reached',
};

/** The end as a clause that follows "The engine". */
export function describeDeath(death: EngineDeath): string {
  return `${causes[death.cause]}${evidence(death)}`;
}

function evidence({ signal, exitCode }: EngineDeath): string {
  if (signal !== undefined) return ` (signal ${signal})`;
  return exitCode === undefined ? '' : ` (exit code ${exitCode})`;
}
