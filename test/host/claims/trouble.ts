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
      await other.page.context().close();
      await workbench.page.goto('about:blank');
      const isGone = async () => (engineIsAlive(userData) ? undefined : true);
      await workbench.until('the engine to end', isGone, 240_000);
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

const scripted = '![A drawing](scripted.svg)\n';

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" onload="top.document.title='taken over'">
<script>document.title = 'taken over'; fetch('https://example.com/');</script><rect width="20" height="20" fill="red"/></svg>`;

function layOut(workspace: string): void {
  const file = (name: string) => path.join(workspace, name);
  mkdirSync(file('folder.png'));
  writeFileSync(file('huge.png'), '');
  truncateSync(file('huge.png'), 200_000_000);
  writeFileSync(file('scripted.svg'), drawing);
  writeFileSync(file('scripted.md'), scripted);
  writeFileSync(file('scripted.hovle'), notebookText('![](scripted.svg)\n%max_tokens 5\nWhat is it?'));
  writeFileSync(file('trouble.hovle'), notebookText(...Object.keys(troubles).map((name) => `![](${name})\nWhat?`)));
}
