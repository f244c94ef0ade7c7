import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { findDesktopEditor } from '../../scripts/desktopEditor.mjs';

const folder = mkdtempSync(join(tmpdir(), 'hovle-path-'));
after(() => {
  rmSync(folder, { recursive: true });
});
writeFileSync(join(folder, 'code'), '');
const path = ['/nowhere', folder].join(delimiter);
const code = join(folder, 'code');

function check(claim: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform, expected: string | undefined) {
  test(claim, () => {
    assert.equal(findDesktopEditor(env, platform), expected);
  });
}

check('`code` on PATH with a display is the desktop editor', { PATH: path, DISPLAY: ':0' }, 'linux', code);
check('a Wayland display counts', { PATH: path, WAYLAND_DISPLAY: 'wayland-0' }, 'linux', code);
check('macOS needs no display variable', { PATH: path }, 'darwin', code);
check('without a display no window can open', { PATH: path }, 'linux', undefined);
check('over ssh no window opens here', { PATH: path, DISPLAY: ':0', SSH_CONNECTION: 'a' }, 'linux', undefined);
check('`code` of a remote terminal is another command', { PATH: path, VSCODE_IPC_HOOK_CLI: 's' }, 'darwin', undefined);
check('a PATH without `code` has no editor', { PATH: '/nowhere', DISPLAY: ':0' }, 'linux', undefined);
