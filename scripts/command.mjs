import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs a program to its end and returns its exit status with everything it printed.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ show?: boolean, shell?: boolean }} [options] `show` passes the output through as it comes
 * @returns {Promise<{ status: number, output: string }>}
 */
export function runCommand(program, args, { show = false, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      if (show) process.stdout.write(chunk);
    });
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      if (show) process.stderr.write(chunk);
    });
    child.on('error', (error) => {
      resolve({ status: 127, output: `${program} could not be started: ${error.message}` });
    });
    child.on('close', (status) => {
      resolve({ status: status ?? 1, output });
    });
  });
}

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));
