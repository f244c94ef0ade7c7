import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Kills the engine that the workbench of this folder has started, as a system short of memory would. */
export async function killEngine(userData: string): Promise<void> {
  const storage = path.join(userData, 'user-data', 'User', 'globalStorage', 'hovle.hovle');
  const record = readdirSync(storage).find((name) => /^engine-.*\.json$/.test(name));
  if (record === undefined) throw new Error('No engine has recorded itself.');
  const { processId } = JSON.parse(readFileSync(path.join(storage, record), 'utf8')) as { processId: number };
  process.kill(processId, 'SIGKILL');
}
