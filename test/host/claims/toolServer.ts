import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { writeSettings } from '../../../scripts/workbench/settings.mjs';
import type { Claims } from '../claims.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of the server of tools in the editor's own list of such servers. */
export function toolServerClaims(stage: Stage): Claims {
  const { workbench, models } = stage;
  const { page } = workbench;
  const open = async (): Promise<string[]> => {
    await workbench.command('MCP: List Servers');
    return workbench.rows('HoVLE');
  };
  return {
    'the editor lists the server of tools, stopped': async () => {
      const rows = await open();
      assert.ok(
        rows.some((row) => /^HoVLE/.test(row)),
        rows.join('\n'),
      );
      await workbench.screenshot('tool-servers');
    },

    'it is started from there, and then runs with its four tools': async () => {
      await workbench.pickRow('HoVLE');
      await workbench.rows('Start Server');
      await workbench.screenshot('tool-server');
      await workbench.pickRow('Start Server');
      const isRunning = async () => {
        const rows = await open();
        await workbench.dismiss();
        return rows.some((row) => /^HoVLE.*Running/.test(row)) || undefined;
      };
      await workbench.until('the server to run', isRunning, 60_000);
      await workbench.command('MCP: List Servers');
      await workbench.pickRow('HoVLE');
      await workbench.rows('Stop Server');
      await workbench.screenshot('tool-server-running');
    },

    'it was told the model and the settings that were chosen': async () => {
      await workbench.dismiss();
      const told = serverArguments(stage);
      assert.ok(told.includes(`--model ${path.join(models, 'slow')} --device auto --max-tokens 200`), told);
    },

    'once something else is chosen it is ended, and is told that when it is started again': async () => {
      const chosen = { 'hovle.model': 'hovle-untrained', 'hovle.device': 'cpu', 'hovle.precision': 'int8' };
      writeSettings(path.join(stage.userData, 'user-data'), chosen);
      await workbench.until('the server to end', async () => serverArguments(stage) === '' || undefined, 60_000);
      await workbench.command('MCP: List Servers');
      await workbench.pickRow('HoVLE');
      await workbench.rows('Start Server');
      await workbench.pickRow('Start Server');
      const isTold = async () =>
        /--model \S+hovle-untrained --device cpu --max-tokens 200 --precision int8$/m.test(serverArguments(stage)) ||
        undefined;
      await workbench.until('the server with the other model', isTold, 60_000);
      await workbench.command('MCP: List Servers');
      await workbench.pickRow('HoVLE');
    },

    'its output tells of the four tools': async () => {
      await workbench.pickRow('Show Output');
      await page
        .locator('.panel .view-line', { hasText: /Discovered\s4\stools/ })
        .first()
        .waitFor();
      await workbench.screenshot('tool-server-output');
      await workbench.command('View: Hide Panel');
    },
  };
}

/** How the running servers of this workbench were started, one a line. */
function serverArguments({ workspace }: Stage): string {
  const { stdout } = spawnSync('ps', ['-eo', 'args', '-ww'], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line.includes(`mcp --root ${workspace} `));
  return lines.map((line) => line.trimEnd()).join('\n');
}
