import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { DocumentEditor } from '../documentEditor.ts';
import type { Stage } from '../stage.ts';
import { changeSettings } from '../userSettings.ts';

/** What is not lost when pictures are described: words of programs, labels, what somebody types meanwhile, what is done when it is stopped. */
export function keptWordClaims(stage: Stage): Claims {
  return { ...wordClaims(stage), ...decorationClaims(stage), ...manyClaims(stage) };
}

const generate = 'HoVLE: Generate Alt Text';

function wordClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const editor = new DocumentEditor(workbench);
  return {
    'a description that a program computes is not overwritten, and is shown on request': async () => {
      const text = 'export const a = <img src="chart.png" alt={t("logo")} />;\n';
      writeFileSync(path.join(workspace, 'computed.tsx'), text);
      await editor.open('computed.tsx', 'chart.png');
      for (const command of [generate, 'HoVLE: Refine Alt Text']) {
        await workbench.command('Notifications: Clear All Notifications');
        await workbench.command(command);
        await page.locator('.notification-toast', { hasText: 'is computed (alt={t("logo")})' }).waitFor();
      }
      await workbench.screenshot('computed-description');
      await page.locator('.notification-toast .monaco-button', { hasText: 'Show It' }).first().click();
      await page.getByText('(15 selected)').first().waitFor();
      assert.equal(await editor.text(), text.trim());
      await workbench.closeAllEditors();
    },

    'a picture that is found by its words is found by them after they have changed, and one step undoes it':
      async () => {
        const text = '# ![logo]\n[logo]: chart.png\n';
        writeFileSync(path.join(workspace, 'labelled.md'), text);
        await editor.open('labelled.md', 'logo');
        await workbench.command('HoVLE: Refine Alt Text');
        const shown = await editor.untilChanged(text);
        assert.match(shown, /^# !\[.+\]\[logo\]\n\[logo\]: chart\.png$/);
        await editor.undoTo(text);
        await workbench.closeAllEditors();
      },
  };
}

function decorationClaims({ workbench, workspace }: Stage): Claims {
  const { page } = workbench;
  const editor = new DocumentEditor(workbench);
  const toast = (text: string) => page.locator('.notification-toast', { hasText: text });
  const write = (file: string, text: string) => {
    copyFileSync(path.join(workspace, 'shapes.png'), path.join(workspace, 'divider.png'));
    writeFileSync(path.join(workspace, file), text);
  };
  return {
    'who asks for a description of what looks like decoration is asked, and told what was done': async () => {
      const text = '<img src="divider.png">\n';
      write('decorated.html', text);
      await editor.open('decorated.html', 'divider.png');
      await workbench.command(generate);
      await page.locator('.quick-input-widget', { hasText: 'divider.png looks like decoration' }).waitFor();
      await workbench.screenshot('decoration-asked');
      await workbench.pickRow('It is decoration');
      assert.equal(await editor.untilChanged(text), '<img alt="" src="divider.png">');
      await toast('The description is empty').waitFor();
      await editor.undoTo(text);
      await workbench.command(generate);
      await workbench.pickRow('Describe it');
      assert.match(await editor.untilChanged(text), /^<img alt="[^"]+" src="divider\.png">$/);
      await editor.undoTo(text);
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },

    'in Markdown, where decoration has no other sign, its description stays empty and that is said': async () => {
      const text = 'See ![](divider.png) here.\n';
      write('decorated.md', text);
      await editor.open('decorated.md', 'divider.png');
      await workbench.command(generate);
      await workbench.pickRow('It is decoration');
      await toast('The description stays empty').waitFor();
      await workbench.command('HoVLE: Generate Missing Alt Texts in File');
      await toast('Left empty as decoration: divider.png').waitFor();
      assert.equal(await editor.text(), text.trim());
      await workbench.closeAllEditors();
    },

    'among many, what looks like decoration is shown as that': async () => {
      write('mixed.html', '<img src="divider.png">\n<img src="chart.png">\n');
      await editor.open('mixed.html', 'chart.png');
      await workbench.command('HoVLE: Generate Missing Alt Texts in File');
      const rows = page.locator('.panel .monaco-list-row');
      await rows.filter({ hasText: 'mixed.html' }).waitFor({ timeout: 60_000 });
      await rows.locator('.codicon-circle-slash').waitFor();
      await workbench.screenshot('decoration-in-preview');
      await page.locator('.panel .monaco-button', { hasText: 'Discard' }).click();
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },
  };
}

function manyClaims({ workbench, workspace, userData }: Stage): Claims {
  const { page } = workbench;
  const editor = new DocumentEditor(workbench);
  const preview = page.locator('.panel .monaco-list-row');
  const working = page.locator('.notification-toast', { hasText: 'Describing pictures' });
  const tick = async (file: string) => {
    await preview.filter({ hasText: file }).waitFor({ timeout: 120_000 });
    await preview.filter({ hasText: file }).locator('input[type=checkbox], .monaco-checkbox').first().click();
    await page.locator('.panel .monaco-button', { hasText: 'Apply' }).click();
  };
  const start = async (file: string, text: string) => {
    writeFileSync(path.join(workspace, file), text);
    await changeSettings({ workbench, userData }, { 'hovle.model': 'slow' });
    await editor.open(file, 'chart.png');
    await workbench.command('HoVLE: Generate Missing Alt Texts in File');
    await working.waitFor();
  };
  return {
    'what somebody types while pictures are described moves their descriptions along': async () => {
      await start('typed.md', '![](chart.png)\n\n![](shapes.png)\n\n![](triangle.png)\n');
      await page.locator('.monaco-editor .view-line').first().click();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type('Words above.\n\n');
      assert.ok(await working.isVisible(), 'They were described before anything was typed.');
      await tick('typed.md');
      const all = /^Words above\.\n\n!\[.+\]\(chart\.png\)\n\n!\[.+\]\(shapes\.png\)\n\n!\[.+\]\(triangle\.png\)\n$/;
      // Long lines are broken on the screen, and stand in any order in the page.
      await workbench.until('the descriptions', async () => {
        await workbench.command('File: Save');
        return all.test(readFileSync(path.join(workspace, 'typed.md'), 'utf8')) || undefined;
      });
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
    },

    'who stops many descriptions is shown those that there are by then': async () => {
      const count = 8;
      await start('stopped.md', Array.from({ length: count }, (_, index) => `${index} ![](chart.png)\n\n`).join(''));
      await working.filter({ hasText: /[2-5] \/ 8/ }).waitFor({ timeout: 120_000 });
      await working.hover();
      await working.locator('.monaco-button', { hasText: 'Cancel' }).click();
      await page.locator('.notification-toast', { hasText: 'of 8 pictures. Tick the right' }).waitFor();
      await workbench.screenshot('descriptions-stopped');
      await tick('stopped.md');
      const described = async () => [...(await editor.text()).matchAll(/[^[]\]\(chart\.png\)/g)].length;
      const written = await workbench.until('the descriptions', async () => (await described()) || undefined);
      assert.ok(written < count, `${written} of ${count}`);
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.closeAllEditors();
      await changeSettings({ workbench, userData }, { 'hovle.model': 'hovle-untrained' });
    },

    'a file that is no text is named, and keeps no other from its descriptions': async () => {
      writeFileSync(path.join(workspace, 'site', 'bytes.md'), Buffer.alloc(5000));
      await workbench.command('HoVLE: Generate Missing Alt Texts in Workspace');
      await page
        .locator('.notification-toast', { hasText: 'These files cannot be read as text: site/bytes.md' })
        .waitFor({ timeout: 120_000 });
      // The list has only those rows in the page that are seen.
      await preview.filter({ hasText: 'plain.html' }).waitFor();
      await workbench.screenshot('descriptions-beside-bytes');
      await page.locator('.panel .monaco-button', { hasText: 'Discard' }).click();
      rmSync(path.join(workspace, 'site', 'bytes.md'));
      await workbench.command('Notifications: Clear All Notifications');
    },
  };
}
