import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { runCommand } from './command.mjs';

/**
 * Opens a file in desktop VS Code with the extension of this checkout loaded. False where there is no such editor here.
 * @param {{ extension: string, file: string }} what
 */
export async function openInDesktopEditor({ extension, file }) {
  const program = findDesktopEditor(process.env, process.platform);
  if (!program) return false;
  const args = ['--new-window', `--extensionDevelopmentPath=${extension}`, dirname(file), file];
  // It refuses to run as the system's administrator, for one; then the workbench serves.
  const { status } = await (process.platform === 'win32' ? runInShell(program, args) : runCommand(program, args));
  return status === 0;
}

/** On Windows `code` is a script that only a shell can start, and a shell splits what is not quoted. */
const runInShell = (program, args) => runCommand(quoted(program), args.map(quoted), { shell: true });

const quoted = (text) => `"${text}"`;

/**
 * The `code` command on PATH, if it can open a window: not in a terminal of a remote editor, not without a display.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function findDesktopEditor(env, platform) {
  const isRemote = env['VSCODE_IPC_HOOK_CLI'] !== undefined || env['SSH_CONNECTION'] !== undefined;
  const hasDisplay = platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  if (isRemote || !hasDisplay) return undefined;
  const name = platform === 'win32' ? 'code.cmd' : 'code';
  return (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);
}
