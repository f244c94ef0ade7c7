import assert from 'node:assert/strict';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { engineIsAlive } from '../engineProcess.ts';
import { HoverPage } from '../hoverPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import { openWorkbenchPage } from '../workbenchPage.ts';
import { notebookText } from './notebookText.ts';

/** What a person sees of pictures that are none, or too much; and of several windows at once. */
export function troubleClaims(stage: Stage): Claims {
  const { workbench, workspace, userData } = stage;
  const notebook = new NotebookPage(workbench);
  const cases = Object.entries(troubles);
  layOut(workspace);
  return {
    'what is no picture is a sentence in the cell that names it': async () => {
      await workbench.openByName('trouble.hovle');
      await notebook.untilShown();
      for (const [index, [, sentence]] of cases.entries()) {
        // The first cell is a note.
        await notebook.pressRunButton(index + 1);
        await notebook.untilState(index + 1, 'failed');
        await notebook.untilOutput(sentence);
      }
      await workbench.screenshot('no-pictures');
      await workbench.closeAllEditors();
    },

    'a picture with scripts in it is only looked at': async () => {
      await workbench.openByName('scripted.hovle');
      await notebook.cell(0).waitFor();
      await notebook.pressRunButton(0);
      await notebook.untilState(0, 'succeeded');
      await workbench.closeAllEditors();
      const hover = new HoverPage(workbench);
      await workbench.openByName('scripted.md');
      await hover.shows(scripted, 'scripted.svg', /40 × 30 · SVG/);
      await hover.close();
      await workbench.closeAllEditors();
      const titles = await Promise.all(workbench.page.frames().map((frame) => frame.title().catch(() => '')));
      assert.ok(!titles.includes('taken over'), 'A script of a picture has run.');
    },

    'a picture of 200 MB is a sentence in the hover and where it is to be explained, and a folder is no picture':
      async () => {
        const hover = new HoverPage(workbench);
        await workbench.openByName('names.py');
        await hover.shows(names, 'huge.png', /huge\.png has 200\.0 MB; pictures of up to/);
        await hover.close();
        await hover.openAt(names, 'folder.png');
        await workbench.page.waitForTimeout(1500);
        await assert.rejects(hover.untilText(/folder\.png|Explain Image/, 500));
        await hover.close();
        await workbench.closeAllEditors();
        await workbench.chooseFromMenu(['huge.png'], 'Explain Image');
        const message = workbench.page.locator('.notification-list-item', { hasText: /huge\.png has 200/ });
        await message.waitFor({ timeout: 60_000 });
        await workbench.screenshot('huge-picture');
        await workbench.page.locator('.tab', { hasText: 'Explain huge.png' }).waitFor({ state: 'detached' });
        await workbench.command('Notifications: Clear All Notifications');
        await workbench.closeAllEditors();
      },

    'an answer in a file that holds HTML, command links and pictures of the web is only text': async () => {
      await workbench.openByName('hostile.hovle');
      await notebook.cell(0).waitFor();
      const { frame } = await workbench.inAnyFrame('.hovle-output, .hovle-answer', 60_000);
      await frame.getByText('Words at the end.').first().waitFor();
      await workbench.screenshot('hostile-answer');
      const found = '[src*="example.com"], a[href^="command:"], [onerror], script[src*="example.com"]';
      assert.equal(await frame.locator(`.output_container :is(${found})`).count(), 0);
      assert.ok(!workbench.refused.has('example.com'), 'A picture of the web was asked for.');
      await workbench.closeAllEditors();
    },

    'two windows ask one engine, and none is left when both are closed': async () => {
      const browser = workbench.page.context().browser();
      assert.ok(browser);
      const other = await openWorkbenchPage(browser, workbench.page.url());
      const otherNotebook = new NotebookPage(other);
      for (const [window, shown] of [[workbench, notebook] as const, [other, otherNotebook] as const]) {
        await window.openByName('scripted.hovle');
        await shown.cell(0).waitFor();
        await shown.pressRunButton(0);
      }
      await notebook.untilState(0, 'succeeded', 120_000);
      await otherNotebook.untilState(0, 'succeeded', 120_000);
      // Whoever leaves a page says so to the server; of one that is torn away it waits for the return.
      for (const { page } of [other, workbench]) await page.goto('about:blank');
      const isGone = async () => (engineIsAlive(userData) ? undefined : true);
      await workbench.until('the engine to end', isGone, 240_000);
      await other.page.context().close();
    },
  };
}

/** A cell each: the picture it names, and what is said about it. */
const troubles: Readonly<Record<string, RegExp>> = {
  'folder.png': /No answer\. .*folder\.png/,
  'gone.png': /There is no picture at .*gone\.png/,
  'huge.png': /huge\.png has 200/,
  'broken.png': /No answer\. .*broken\.png/,
  '../../outside.png': /There is no picture at .*outside\.png/,
};

const names = 'large = "huge.png"\nfolder = "folder.png"\n';

/** As a model might have written it that means harm. */
const hostile = [
  '<img src="https://example.com/seen.png" onerror="document.title=1"><script src="https://example.com/a.js"></script>',
  '[run](command:workbench.action.terminal.new) ![](https://example.com/also-seen.png)',
  'Words at the end.',
].join('\n\n');

const scripted = '![A drawing](scripted.svg)\n';

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="top.document.title='taken over'">
<script>document.title = 'taken over'; fetch('https://example.com/');</script><rect width="20" height="20" fill="red"/></svg>`;

function layOut(workspace: string): void {
  const file = (name: string) => path.join(workspace, name);
  mkdirSync(file('folder.png'));
  writeFileSync(file('huge.png'), '');
  truncateSync(file('huge.png'), 200_000_000);
  writeFileSync(file('names.py'), names);
  writeFileSync(file('hostile.hovle'), answeredNotebook(hostile));
  writeFileSync(file('scripted.svg'), drawing);
  writeFileSync(file('scripted.md'), scripted);
  writeFileSync(file('scripted.hovle'), notebookText('![](scripted.svg)\n%max_tokens 5\nWhat is it?'));
  writeFileSync(file('trouble.hovle'), notebookText(...Object.keys(troubles).map((name) => `![](${name})\nWhat?`)));
}

/** A notebook with an answer that somebody wrote into its file. */
function answeredNotebook(text: string): string {
  const notebook = JSON.parse(notebookText('What is it?')) as { cells: [{ outputs: object[] }] };
  const timings = { prefillMs: 1, firstTokenMs: 1, decodeMs: 1, prefillTokens: 1, decodeTokens: 1, tokensPerSecond: 1 };
  const made = { model: 'hovle-nano', trained: true, device: 'cpu', precision: 'fp32', finish: 'stop', images: [] };
  const answer = { version: 1, text, ...made, timings: { ...timings, loadMs: 0, imageMs: 0 }, memoryBytes: 0 };
  const data = { 'application/vnd.hovle.answer+json': answer };
  notebook.cells[0].outputs.push({ output_type: 'display_data', data, metadata: {} });
  return JSON.stringify(notebook);
}
