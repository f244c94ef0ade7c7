import { fork } from 'node:child_process';
import type { DeviceName } from '../api/choices.ts';
import { remark, type Remark } from '../api/remarks.ts';
import type { Finding } from './finding.ts';

/** Tries a device out in a process of its own: whatever its driver does, this one goes on, and nothing is written to the terminal. */
export function tryDevice(device: DeviceName): Promise<Finding> {
  const child = fork(entry, [device], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ problem: remark('trial/no-answer', { seconds: patienceMs / 1000 }) });
      child.kill('SIGKILL');
    }, patienceMs);
    child.once('message', (finding) => {
      // Our own code sends it.
      resolve(finding as Finding);
    });
    child.once('error', ({ message }) => {
      resolve({ problem: remark('trial/not-begun', { message }) });
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ problem: crashed(code, signal) });
    });
  });
}

/** A real device takes about a second; one that a busy processor stands in for has taken more than a minute. */
const patienceMs = 120_000;

/** Beside this file in the source, beside the bundle in what is shipped. */
const entry = new URL(import.meta.url.endsWith('.ts') ? './examineMain.ts' : './deviceProbe.mjs', import.meta.url);

/** A process that no signal ended has an exit code. */
function crashed(code: number | null, signal: NodeJS.Signals | null): Remark {
  return signal ? remark('trial/crashed', { signal }) : remark('trial/ended', { exitCode: code ?? 0 });
}
