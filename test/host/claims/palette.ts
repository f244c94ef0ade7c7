import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AnswerPage } from '../answerPage.ts';
import type { Claims } from '../claims.ts';
import { engineIsAlive } from '../engineProcess.ts';
import { HoverPage } from '../hoverPage.ts';
import type { Stage } from '../stage.ts';
import { settingsOf } from '../userSettings.ts';

/** What a person sees of commands that stand in the palette and in the title of a tab alone. */
export function paletteClaims(stage: Stage): Claims {
  const { workspace } = stage;
  writeFileSync(path.join(workspace, 'cursor.css'), rule);
  return { ...questionClaims(stage), ...engineClaims(stage), ...deviceClaims(stage) };
}

const rule = 'a {\n  background: url(chart.png);\n}\n';

/** What each way of *Explain Image As…* asks. */
const ways = {
  Picture: /Please describe the image in detail/,
  Text: /Write down all text/,
  'User interface': /screenshot of a user interface/,
  Chart: /This is a chart/,
  Diagram: /This is a diagram/,
};

function questionClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const panel = new AnswerPage(workbench);
  const explainedAs = Object.entries(ways).map(([way, question]): [string, () => Promise<void>] => [
    `an image is explained as ${way}`,
    async () => {
      await workbench.openByName('chart.png');
      await workbench.command('HoVLE: Explain Image As');
      await workbench.rows('Diagram');
      if (way === 'Picture') await workbench.screenshot('explain-as');
      await workbench.pickRow(way);
      await panel.untilState('done');
      await panel.untilText(question);
      await workbench.closeAllEditors();
    },
  ]);
  return {
    'the eye in the title of a picture’s tab explains it': async () => {
      await workbench.openByName('chart.png');
      await page.locator('.editor-actions .action-label[aria-label^="Explain Image"]').first().click();
      await panel.untilState('done');
      await workbench.screenshot('explained-from-title');
      await workbench.closeAllEditors();
    },

    ...Object.fromEntries(explainedAs),

    'text is extracted by asking for every word': async () => {
      await workbench.openByName('settings.png');
      await workbench.command('HoVLE: Extract Text');
      await panel.untilState('done');
      await panel.untilText(/Write down all text in this image/);
      await workbench.screenshot('extract-text');
      await workbench.closeAllEditors();
    },

    'a conversation begins without a picture, and says how one is added': async () => {
      await workbench.command('HoVLE: New Conversation');
      await panel.untilText(/Add, paste or drop a picture/);
      await workbench.screenshot('new-conversation');
      await workbench.closeAllEditors();
    },

    'the picture at the cursor is explained in a hover': async () => {
      const hover = new HoverPage(workbench);
      await workbench.openByName('cursor.css');
      await hover.shows(rule, 'chart.png', /640 × 440/);
      await hover.close();
      // By keys, as one does whose hands are at the cursor: where the pointer comes to rest, the editor hides the hover.
      await page.mouse.move(5, 5);
      await page.keyboard.press('F1');
      await page.keyboard.type('HoVLE: Explain Image at Cursor', { delay: 10 });
      await workbench.rows('HoVLE: Explain Image at Cursor');
      await page.keyboard.press('Enter');
      await hover.untilText(/hovle-untrained · fp32 · cpu · \d+ tokens/, 60_000);
      await workbench.screenshot('explained-at-cursor');
      await hover.close();
    },

    'where there is no picture at the cursor, that is said': async () => {
      await page.keyboard.press('Control+Home');
      await workbench.command('HoVLE: Explain Image at Cursor');
      await page.locator('.notification-toast', { hasText: 'There is no picture here' }).waitFor();
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },

    'a command about a picture asks for one where none is open': async () => {
      await workbench.command('HoVLE: Extract Text');
      await workbench.chooseFile(path.join(workspace, 'shapes.png'));
      await panel.untilState('done');
      await workbench.closeAllEditors();
    },
  };
}

function engineClaims({ workbench, userData }: Stage): Claims {
  const { page } = workbench;
  const toast = (text: string | RegExp) => page.locator('.notification-toast', { hasText: text }).first();
  return {
    'the engine is stopped, and started before the first question': async () => {
      await workbench.command('HoVLE: Stop Engine');
      await workbench.until('the engine to end', async () => (engineIsAlive(userData) ? undefined : true));
      await workbench.command('HoVLE: Start Engine');
      await toast(/The engine is running \(process \d+, \d+ MB\)/).waitFor({ timeout: 60_000 });
      await workbench.screenshot('engine-started');
      assert.ok(engineIsAlive(userData));
      await workbench.command('Notifications: Clear All Notifications');
    },

    'the engine is restarted from the menu of the status bar, and answers again': async () => {
      const panel = new AnswerPage(workbench);
      await page.locator('.statusbar-item', { hasText: 'hovle-untrained' }).first().click();
      await workbench.pickRow('Restart Engine');
      await workbench.openByName('chart.png');
      await workbench.command('HoVLE: Explain Image');
      await panel.untilState('done');
      await workbench.closeAllEditors();
    },

    'a model that nobody asks for a while is freed': async () => {
      const panel = new AnswerPage(workbench);
      await workbench.openByName('chart.png');
      await workbench.command('HoVLE: Explain Image');
      await panel.untilState('done');
      await workbench.closeAllEditors();
      // As long as the setting of this workbench says, which is short.
      await page.waitForTimeout(12_000);
      const isFreed = async () => {
        await workbench.command('HoVLE: Diagnose');
        const line = page.locator('.monaco-editor .view-line', { hasText: /loaded:\s\[/ }).first();
        const text = await line.innerText();
        await workbench.closeAllEditors();
        return /\[\]/.test(text) || undefined;
      };
      await workbench.until('the model to be freed', isFreed);
    },

    'the log is shown from the palette': async () => {
      await workbench.command('HoVLE: Show Log');
      await page.locator('.panel .view-line', { hasText: '[info]' }).first().waitFor();
      await workbench.command('View: Hide Panel');
    },

    'a diagnosis is offered in the menu of the status bar': async () => {
      await page.locator('.statusbar-item', { hasText: 'hovle-untrained' }).first().click();
      await workbench.rows('Select Device');
      await workbench.pickRow('Diagnose');
      const lines = page.locator('.monaco-editor .view-lines').first();
      await lines.locator('.view-line', { hasText: /HoVLE\s0\./ }).waitFor({ timeout: 60_000 });
      await workbench.closeAllEditors();
    },
  };
}

function deviceClaims({ workbench, userData, workspace }: Stage): Claims {
  const settings = () => settingsOf(userData);
  return {
    'a device that cannot be used here says why when it is chosen, and is not set': async () => {
      await workbench.command('HoVLE: Select Device');
      await workbench.rows('cpu');
      // Core ML is Apple's, DirectML Microsoft's: one of them is not here.
      await workbench.pickRow(process.platform === 'darwin' ? 'directml' : 'coreml');
      await workbench.page.locator('.notification-toast', { hasText: /ONNX Runtime does not have it/ }).waitFor();
      await workbench.screenshot('unusable-device');
      assert.doesNotMatch(settings(), /hovle\.device/);
      await workbench.command('Notifications: Clear All Notifications');
    },

    'the device that is chosen is set for this machine': async () => {
      await workbench.command('HoVLE: Select Device');
      await workbench.rows('cpu');
      await workbench.pickRow('cpu');
      const isSet = async () => (/"hovle\.device": "cpu"/.test(settings()) ? true : undefined);
      await workbench.until('the setting', isSet);
    },

    'where the workspace sets the device, the choice is made there, and that of the machine stays': async () => {
      const ofUser = settings();
      const file = path.join(workspace, '.vscode', 'settings.json');
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, '{ "hovle.device": "auto" }');
      await workbench.page.waitForTimeout(2000);
      await workbench.command('HoVLE: Select Device');
      await workbench.rows('cpu');
      await workbench.pickRow('cpu');
      const isSet = async () => (/"hovle\.device": "cpu"/.test(readFileSync(file, 'utf8')) ? true : undefined);
      await workbench.until('the setting of the workspace', isSet);
      assert.equal(settings(), ofUser);
      rmSync(path.dirname(file), { recursive: true });
    },

    'the settings of HoVLE are shown from the menu of the status bar, each with a description': async () => {
      const { page } = workbench;
      await page.locator('.statusbar-item', { hasText: 'hovle-untrained' }).first().click();
      await workbench.pickRow('Settings');
      const shown = (description: string) =>
        page.locator('.settings-editor .setting-item-contents', { hasText: description }).first().waitFor();
      await shown('Where a long answer is cut');
      await workbench.screenshot('settings');
      // Here the extension runs on a server, whose machine has settings of its own.
      await page
        .locator('.settings-editor')
        .getByText(/^Remote \[/)
        .click();
      await shown('The model that answers');
      await workbench.dismiss();
    },
  };
}
