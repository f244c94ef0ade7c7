/** Processor time of the thread that extensions share, in milliseconds; a busy machine does not lengthen it. */
export function threadMs(): number {
  // Node 24 has it, which the workbench runs on; the types are of an older one.
  const { user, system } = (process as unknown as CountsThreadTime).threadCpuUsage();
  return (user + system) / 1000;
}

interface CountsThreadTime {
  threadCpuUsage(): { user: number; system: number };
}
