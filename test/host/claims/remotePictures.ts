import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { HoverPage } from '../hoverPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import { changeSettings } from '../userSettings.ts';
import { notebookText } from './notebookText.ts';

/** Pictures on the web: another server of this machine stands for it. */
export function remotePictureClaims(stage: Stage): Claims {
  const { workbench, workspace } = stage;
  const notebook = new NotebookPage(workbench);
  const hover = new HoverPage(workbench);
  const web = serveTriangle();
  const page = async () => `<p>\n  <img src="${await web.address}" />\n</p>\n`;
  return {
    'a picture on the web is not fetched for a cell, which says how to allow it': async () => {
      const address = await web.address;
      writeFileSync(
        path.join(workspace, 'web.hovle'),
        notebookText('%max_tokens 3\nWhy?', `%max_tokens 3\n![](${address})\nWhat is it?`),
      );
      writeFileSync(path.join(workspace, 'web.html'), await page());
      await workbench.openByName('web.hovle');
      await notebook.untilShown();
      await notebook.cell(2).locator('.squiggly-error').first().waitFor();
      await notebook.pressRunButton(2);
      await notebook.untilOutput(/is on the web, and HoVLE fetches nothing without your consent/);
      await workbench.screenshot('cell-remote');
      await workbench.closeAllEditors();
      assert.deepEqual(web.asked, []);
    },

    'with the setting it is fetched for a cell and for a hover': async () => {
      await changeSettings(stage, { 'hovle.remoteImages': true });
      await workbench.openByName('web.hovle');
      await notebook.untilShown();
      await notebook.pressRunButton(2);
      await notebook.untilState(2, 'succeeded');
      assert.deepEqual(web.asked, ['/web.png']);
      await workbench.closeAllEditors();
      await workbench.openByName('web.html');
      await hover.shows(await page(), 'web.png', /448 × 448 · PNG/);
      await workbench.screenshot('hover-remote');
      await hover.close();
      await workbench.closeAllEditors();
      await changeSettings(stage, { 'hovle.remoteImages': undefined });
      web.close();
    },
  };
}

/** Serves one picture, and remembers what it was asked for. */
function serveTriangle() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'image/png').end(readFileSync('examples/triangle.png'));
  });
  const address = new Promise<string>((listening) => {
    // A server that listens on a port has an address with one.
    server.listen(0, '127.0.0.1', () =>
      listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}/web.png`),
    );
  });
  server.unref();
  return { address, asked, close: () => server.close() };
}
