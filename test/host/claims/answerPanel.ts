import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { leftHalf, pdfDocument } from '../../engine/image/pdf/pdfDocument.ts';
import { AnswerPage } from '../answerPage.ts';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { copyPicture } from '../copyPicture.ts';
import { killEngine, storageOf } from '../engineProcess.ts';
import { ExplorerPage } from '../explorerPage.ts';
import { inEveryTheme } from '../inEveryTheme.ts';
import { NotebookPage } from '../notebookPage.ts';
import { recordClip } from '../recordClip.ts';
import { reloadWindow } from '../reloadWindow.ts';
import type { Stage } from '../stage.ts';

/** What a person does in the answer panel, from the first question to the next day. */
export function answerPanelClaims(stage: Stage): Claims {
  return {
    ...talkClaims(stage),
    ...pictureClaims(stage),
    ...partClaims(stage),
    ...laterClaims(stage),
    ...lookClaims(stage),
  };
}

function talkClaims({ workbench, userData }: Stage): Claims {
  const panel = new AnswerPage(workbench);
  const { page } = workbench;
  return {
    'a picture is explained, and a second question carries on': async () => {
      await workbench.chooseFromMenu(['chart.png'], 'Explain Image');
      assert.ok((await panel.pictureWidth()) > 0, 'The picture is not shown.');
      await panel.untilState('done');
      await panel.ask('On which day?');
      await panel.untilStates(['done', 'done']);
      await panel.untilText(/slow · fp32 · cpu · \d+ tokens/);
    },

    'the pictures of the conversation in front are those that the explorer opens on': async () => {
      const explorer = new ExplorerPage(workbench);
      await workbench.command('HoVLE: Open Embedding Explorer');
      assert.match(await explorer.untilShown(), /^\d{2,} patches/);
      const names = (await explorer.frame()).locator('.pictures figcaption');
      assert.deepEqual(await names.allInnerTexts(), ['chart.png']);
      await workbench.command('View: Close Editor');
      await panel.untilStates(['done', 'done']);
    },

    'an answer is stopped with the words that came, and asked again': async () => {
      await panel.ask('And why?');
      await panel.untilStates(['done', 'done', 'running']);
      await workbench.until('words', async () => (await panel.answer(2)) || undefined);
      await panel.press('Stop');
      await panel.untilStates(['done', 'done', 'done']);
      await panel.untilText(/Stopped\./);
      assert.notEqual(await panel.answer(2), '');
      await (await panel.turn(2)).getByRole('button', { name: 'Answer again, in other words' }).click();
      await panel.untilStates(['done', 'done', 'running']);
      await panel.untilStates(['done', 'done', 'done']);
    },

    'an answer given is drawn once more, in other words and with what made them': async () => {
      const before = await panel.answer(2);
      await (await panel.turn(2)).getByRole('button', { name: 'Answer again, in other words' }).click();
      await panel.untilStates(['done', 'done', 'running']);
      await panel.untilStates(['done', 'done', 'done']);
      await panel.untilText(/Drawn again: temperature 0\.7, seed 1\./);
      assert.notEqual(await panel.answer(2), before);
    },

    'a question is edited, and all that came after it is asked again': async () => {
      const edited = await panel.turn(1);
      await edited.getByRole('button', { name: 'Edit the question and ask again from here' }).click();
      await edited.locator('.edit textarea').fill('In which week?');
      await page.keyboard.press('Enter');
      await panel.untilStates(['done', 'running', 'waiting']);
      await panel.untilStates(['done', 'done', 'done']);
      await panel.untilText(/In which week\?/);
    },

    'an engine that is killed meanwhile is told in a sentence, and the question can be tried again': async () => {
      await panel.ask('And then?');
      await panel.untilStates(['done', 'done', 'done', 'running']);
      killEngine(userData);
      await panel.untilStates(['done', 'done', 'done', 'failed']);
      await panel.untilText(/The engine .*The next request starts it again\./);
      await (await panel.turn(3)).getByRole('button', { name: 'Try again' }).click();
      await panel.untilStates(['done', 'done', 'done', 'done']);
    },

    'an answer and the whole conversation are copied as Markdown': async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await panel.press('Copy the conversation as Markdown');
      const copied = await workbench.until('the clipboard', async () => {
        const text: string = await page.evaluate('navigator.clipboard.readText()');
        return text.includes('> In which week?') ? text : undefined;
      });
      assert.match(copied, /^> 🖼 chart\.png\n> Please describe/);
    },
  };
}

function pictureClaims({ workbench, workspace }: Stage): Claims {
  const panel = new AnswerPage(workbench);
  const { page } = workbench;
  return {
    'a picture in the clipboard is added by pasting': async () => {
      await workbench.closeAllEditors();
      await workbench.chooseFromMenu(['chart.png'], 'Explain Image');
      await panel.untilState('done');
      await copyPicture(page, 'examples/shapes.png');
      await (await panel.frame()).locator('.composer textarea').click();
      await page.keyboard.press('Control+V');
      await panel.untilPictures(['chart.png', 'image.png']);
      assert.ok((await panel.pictureWidth()) > 0, 'The pasted picture is not shown.');
    },

    'a file of the Explorer is added by dropping it, and asked about with the others': async () => {
      const address = `vscode-remote://${new URL(page.url()).host}${workspace}/landscape.jpg`;
      await (
        await panel.frame()
      ).evaluate(`(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/uri-list', ${JSON.stringify(address)});
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      })()`);
      await panel.untilPictures(['chart.png', 'image.png', 'landscape.jpg']);
      await panel.untilText(/About chart\.png, image\.png, landscape\.jpg/);
      await panel.ask('What is the same?');
      await panel.untilStates(['done', 'done']);
    },

    'pictures are put in order and removed by keys': async () => {
      await (await panel.frame()).getByRole('button', { name: 'landscape.jpg, picture 3 of 3' }).focus();
      await page.keyboard.press('Alt+ArrowLeft');
      await panel.untilPictures(['chart.png', 'landscape.jpg', 'image.png']);
      await page.keyboard.press('Delete');
      await panel.untilPictures(['chart.png', 'image.png']);
      await panel.untilText(/a picture that was removed/);
    },

    'a loupe shows a place of the picture larger': async () => {
      await panel.press('Loupe (L)');
      const box = await boxOf((await panel.frame()).locator('.zoom'));
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await (await panel.frame()).locator('.loupe').waitFor();
      await workbench.screenshot('panel-loupe');
      await panel.press('Loupe (L)');
    },

    'a conversation goes to a notebook with its answers, which can carry it on': async () => {
      await workbench.closeAllEditors();
      await workbench.chooseFromMenu(['chart.png'], 'Explain Image');
      await panel.untilState('done');
      await panel.ask('On which day?');
      await panel.untilStates(['done', 'done']);
      await panel.press('Send the conversation to a notebook');
      const notebook = new NotebookPage(workbench);
      await notebook.untilShown();
      await notebook.cell(1).locator('.view-line', { hasText: '%continue' }).waitFor();
      await notebook.cell(0).locator('.view-line', { hasText: '![chart.png](chart.png)' }).waitFor();
      await notebook.untilOutput(/slow · fp32 · cpu · \d+ tokens/);
      await workbench.screenshot('panel-to-notebook');
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
    },
  };
}

function partClaims({ workbench, workspace }: Stage): Claims {
  const panel = new AnswerPage(workbench);
  const { page } = workbench;
  return {
    'a page of a PDF document is chosen by a slider and asked about': async () => {
      const a4 = { width: 595, height: 842 };
      const pages = ['1 0 0', '0 1 0', '0 0 1'].map((colour) => leftHalf(colour, a4));
      writeFileSync(path.join(workspace, 'report.pdf'), pdfDocument(pages));
      await workbench.closeAllEditors();
      await workbench.chooseFromMenu(['report.pdf'], 'Explain Image');
      const input = page.locator('.quick-input-widget input').first();
      await page.getByText('Which page of report.pdf? It has 3.').waitFor();
      await input.fill('7');
      await page.getByText('A page from 1 to 3').waitFor();
      await input.fill('2');
      await page.keyboard.press('Enter');
      await panel.untilState('done');
      await panel.untilPictures(['report.pdf#page=2']);
      await panel.press('Choose another part…');
      await (await panel.frame()).getByRole('slider', { name: 'Page of report.pdf' }).press('ArrowRight');
      await workbench.until('the blue page', async () =>
        (await colourOf(panel, 'canvas.page')) === '0,0,255' ? true : undefined,
      );
      await workbench.screenshot('panel-pages');
      await panel.press('Add page 3');
      await panel.untilPictures(['report.pdf#page=2', 'report.pdf#page=3']);
      await panel.press('Done');
      await panel.ask('What colour?');
      await panel.untilStates(['done', 'done']);
      await workbench.closeAllEditors();
    },

    'a frame of a video is chosen by a slider and asked about': async () => {
      writeFileSync(path.join(workspace, 'clip.webm'), await recordClip(page.context()));
      await workbench.chooseFromMenu(['clip.webm'], 'Explain Image');
      const slider = (await panel.frame()).getByRole('slider', { name: 'Time in clip.webm' });
      await (await panel.frame()).getByText(/0:00\.00 \/ 0:0[12]\.\d\d/).waitFor();
      await slider.fill('1.6');
      await workbench.screenshot('panel-video');
      await panel.press('Add this frame');
      await panel.untilPictures(['clip.webm 0:01.60']);
      await panel.press('Done');
      const [red = 0, , blue = 0] = (await colourOf(panel, '.stage .zoom img')).split(',').map(Number);
      assert.ok(blue > 200 && red < 60, `The frame is not blue: ${red}, ${blue}.`);
      await panel.ask('What colour?');
      await panel.untilState('done');
      await workbench.closeAllEditors();
    },

    'a video that is none, and a document that is none, are told in a sentence': async () => {
      writeFileSync(path.join(workspace, 'broken.webm'), 'no video');
      writeFileSync(path.join(workspace, 'broken.pdf'), '%PDF-1.7 no document');
      await workbench.chooseFromMenu(['broken.webm'], 'Explain Image');
      await panel.untilText(/broken\.webm cannot be played here: the editor does not know its format\./);
      await workbench.closeAllEditors();
      await workbench.chooseFromMenu(['broken.pdf'], 'Explain Image');
      await page.locator('.notification-toast', { hasText: 'broken.pdf is damaged or cut short' }).waitFor();
      await workbench.command('Notifications: Clear All Notifications');
    },
  };
}

function laterClaims({ workbench, workspace, userData }: Stage): Claims {
  const panel = new AnswerPage(workbench);
  const { page } = workbench;
  const rows = page.locator('.quick-input-list .monaco-list-row');
  return {
    'a window that is loaded again has the conversation, and what was being written': async () => {
      copyFileSync('examples/shapes.png', path.join(workspace, 'passing.png'));
      await workbench.chooseFromMenu(['passing.png'], 'Explain Image');
      await panel.untilState('done');
      const answer = await panel.answer(0);
      await (await panel.frame()).locator('.composer textarea').fill('A question half wri');
      await reloadWindow({ workbench, userData }, { tab: 'Explain passing.png', kept: 'A question half wri' });
      await panel.untilState('done');
      assert.equal(await panel.answer(0), answer);
      assert.equal(await panel.written(), 'A question half wri');
      await panel.ask('And now?');
      await panel.untilStates(['done', 'done']);
      await workbench.closeAllEditors();
    },

    'earlier conversations are listed and opened again; a picture that is gone is said to be': async () => {
      renameSync(path.join(workspace, 'passing.png'), path.join(workspace, 'elsewhere.png'));
      await workbench.command('HoVLE: Open Conversation');
      await rows.filter({ hasText: '2 questions' }).first().waitFor();
      await workbench.screenshot('panel-history');
      await rows.first().click();
      await panel.untilStates(['done', 'done']);
      await panel.untilText(/passing\.png is no longer where it was\./);
      await workbench.closeAllEditors();
    },

    'all conversations of the workspace are removed at once': async () => {
      await workbench.command('HoVLE: Open Conversation');
      await rows.first().waitFor();
      await page.locator('.quick-input-titlebar .action-label[aria-label="Remove all conversations"]').click();
      await page.locator('.monaco-dialog-box a.monaco-button', { hasText: 'Remove All' }).click();
      const kept = () => Promise.resolve(conversationFiles(userData).length === 0 ? true : undefined);
      await workbench.until('the conversations to be gone', kept);
      rmSync(path.join(workspace, 'elsewhere.png'));
    },
  };
}

function lookClaims({ workbench }: Stage): Claims {
  const panel = new AnswerPage(workbench);
  const claims = {
    'a conversation about two pictures is ready to be looked at': async () => {
      await workbench.chooseFromMenu(['chart.png'], 'Explain Image');
      await panel.untilState('done');
      await copyPicture(workbench.page, 'examples/shapes.png');
      await (await panel.frame()).locator('.composer textarea').click();
      await workbench.page.keyboard.press('Control+V');
      await panel.untilPictures(['chart.png', 'image.png']);
      await panel.ask('What do they have in common?');
      await panel.untilStates(['done', 'done']);
    },
  };
  return {
    ...claims,
    ...inEveryTheme(workbench, 'the answer panel', async (name) => {
      await workbench.page.setViewportSize({ width: 1400, height: 1000 });
      await panel.untilStates(['done', 'done']);
      await workbench.screenshot(`panel-${name}`);
      await workbench.page.setViewportSize({ width: 700, height: 1000 });
      await panel.untilStates(['done', 'done']);
      await workbench.screenshot(`panel-${name}-narrow`);
      await workbench.page.setViewportSize({ width: 1400, height: 1300 });
    }),
  };
}

/** The colour a quarter from the left of what is drawn, as red, green and blue. */
async function colourOf(panel: AnswerPage, selector: string): Promise<string> {
  const frame = await panel.frame();
  await frame.locator(selector).waitFor({ state: 'attached' });
  return frame.evaluate(`(async () => {
    const shown = document.querySelector(${JSON.stringify(selector)});
    const source = shown.src ? Object.assign(new Image(), { crossOrigin: 'anonymous', src: shown.src }) : shown;
    if (source !== shown) await source.decode();
    const context = Object.assign(document.createElement('canvas'), { width: 8, height: 8 }).getContext('2d');
    context.drawImage(source, 0, 0, 8, 8);
    return [...context.getImageData(2, 4, 1, 1).data.slice(0, 3)].join();
  })()`);
}

function conversationFiles(userData: string): string[] {
  const storage = path.join(path.dirname(path.dirname(storageOf(userData))), 'workspaceStorage');
  return readdirSync(storage, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /conversations[/\\][\w-]+\.json$/.test(file),
  );
}
