import assert from 'node:assert/strict';
import type { Claims } from '../claims.ts';
import type { Stage } from '../stage.ts';

/** What a person sees of the server of tools in the editor's own list of such servers. */
export function toolServerClaims({ workbench }: Stage): Claims {
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
