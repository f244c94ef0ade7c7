// Runs a command in this process's own group; when the parent closes our standard input, or dies, the whole group ends.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('exit', () => void endGroup());
process.stdin.on('end', () => void endGroup()).resume();
process.on('SIGTERM', () => undefined);

/** Asks politely, then ends what is left, this process with it. */
async function endGroup() {
  process.kill(-process.pid, 'SIGTERM');
  await sleep(1500);
  process.kill(-process.pid, 'SIGKILL');
}
