import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { AnswerPage } from '../answerPage.ts';
import type { Claims } from '../claims.ts';
import { HoverPage } from '../hoverPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import { notebookText } from './notebookText.ts';

/** What a person sees whose editor speaks Simplified Chinese. The words of the editor itself stay English here. */
export function chineseClaims(stage: Stage): Claims {
  const { workspace } = stage;
  writeFileSync(path.join(workspace, 'cells.hovle'), notebookText(...cells));
  writeFileSync(path.join(workspace, 'page.html'), page);
  return { ...windowClaims(stage), ...notebookClaims(stage), ...documentClaims(stage) };
}

const cells = ['![](gone.png)\nWhat?', '%modle slow\nWhy?', '%device directml\nWhy?', '%json {"maybe": 1}\nWhy?'];
const page = '<p>\n  <img src="chart.png">\n</p>\n';

function windowClaims({ workbench }: Stage): Claims {
  const panel = new AnswerPage(workbench);
  return {
    'every command has a Chinese title in the palette': async () => {
      await workbench.page.keyboard.press('F1');
      await workbench.page.locator('.quick-input-widget input').first().fill('>HoVLE: ');
      const rows = (await workbench.rows('HoVLE: ')).filter((row) => row.startsWith('HoVLE: '));
      await workbench.screenshot('chinese-palette');
      await workbench.dismiss();
      assert.ok(rows.length > 10, rows.join('\n'));
      assert.deepEqual(
        rows.filter((row) => !isChinese(row)),
        [],
      );
    },

    'the status bar, its menu and the list of models are Chinese': async () => {
      await workbench.page.locator('.statusbar-item', { hasText: 'hovle-nano' }).first().click();
      const menu = await workbench.rows('选择模型');
      assert.deepEqual(
        menu.filter((row) => !isChinese(row)),
        [],
      );
      await workbench.screenshot('chinese-menu');
      await workbench.pickRow('选择模型');
      assert.match((await workbench.rows('浏览…')).join('\n'), /HoVLE · 3\.5 M 参数.*随 HoVLE 提供/);
      await workbench.screenshot('chinese-models');
      await workbench.dismiss();
    },

    'devices are described in Chinese': async () => {
      await workbench.command('HoVLE: 选择设备');
      const rows = await workbench.rows('cpu');
      await workbench.screenshot('chinese-devices');
      assert.match(rows.join('\n'), /处理器；始终可用。/);
      assert.deepEqual(
        rows.filter((row) => !isChinese(row)),
        [],
      );
      await workbench.dismiss();
    },

    'why a device cannot be used is told in Chinese, where it is chosen and in a diagnosis': async () => {
      await workbench.command('HoVLE: 选择设备');
      await workbench.pickRow('directml');
      await workbench.page.locator('.notification-toast', { hasText: noDirectMl }).waitFor();
      await workbench.screenshot('chinese-device-refused');
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.command('HoVLE: 诊断');
      const lines = workbench.page.locator('.monaco-editor .view-lines').first();
      await lines.locator('.view-line', { hasText: noDirectMl }).waitFor({ timeout: 60_000 });
      await workbench.screenshot('chinese-diagnosis');
      await workbench.closeAllEditors();
    },

    'the answer panel is Chinese, down to what made the answer': async () => {
      await workbench.chooseFromMenu(['chart.png'], '解释图片');
      await panel.untilState('done');
      await panel.untilText(/hovle-nano · fp32 · cpu · \d+ 个词元，用时 [\d.]+ s/);
      await workbench.screenshot('chinese-panel');
      await workbench.closeAllEditors();
    },

    'an error is told in Chinese': async () => {
      await workbench.chooseFromMenu(['broken.png'], '解释图片');
      await panel.untilState('failed');
      await panel.untilText(/broken\.png 不是可以读取的图片。/);
      await workbench.screenshot('chinese-error');
      await workbench.closeAllEditors();
    },

    'the pages of the walkthrough are Chinese': async () => {
      await workbench.command('Welcome: Open Walkthrough');
      await workbench.pickRow('HoVLE 入门');
      await workbench.page.locator('.getting-started-step', { hasText: '让模型解释一张图片' }).first().click();
      // The page of the step that was open before gives way to this one's, and its frame with it.
      const isSaid = async () => {
        const { frame } = await workbench.inAnyFrame('img[src*="explain.png"]');
        return (await frame.getByText('回答来自本机上的模型。').count()) > 0 || undefined;
      };
      await workbench.until('the page of the step', isSaid);
      await workbench.screenshot('chinese-walkthrough');
      await workbench.closeAllEditors();
    },
  };
}

function notebookClaims({ workbench }: Stage): Claims {
  const notebook = new NotebookPage(workbench);
  return {
    'a cell tells in Chinese what is wrong, before it is run and after': async () => {
      await workbench.openByName('cells.hovle');
      await notebook.untilShown();
      await notebook.cell(1).locator('.squiggly-error').first().waitFor();
      for (const [cell, sentence] of [
        [1, /没有回答。\s*.*gone\.png 处没有图片。/],
        [2, /没有回答。\s*第 1 行：没有名为 %modle 的指令。/],
        [3, /没有回答。\s*本机没有 directml 设备。ONNX Runtime 在 linux（\w+）上不支持它。/],
        [4, /没有回答。\s*生成回答时无法遵循该模式：关键字 maybe（整个模式）。/],
      ] as const) {
        await notebook.pressRunButton(cell);
        await notebook.untilState(cell, 'failed');
        await notebook.untilOutput(sentence);
      }
      await workbench.screenshot('chinese-cells');
    },

    'directives are explained in Chinese while they are written': async () => {
      await notebook.suggestion(2, '%mod', '%model');
      await workbench.page.locator('.suggest-widget').getByText('模型的名称或文件夹').first().waitFor();
      await workbench.screenshot('chinese-completion');
      await workbench.dismiss();
    },

    'what a cell made says so in Chinese': async () => {
      await notebook.write(1, '![](chart.png)\n%max_tokens 1\nWhat is it?');
      await notebook.pressRunButton(1);
      await notebook.untilState(1, 'succeeded');
      await notebook.cell(1).locator('.cell-statusbar-container').getByText('1 个词元').waitFor();
      await notebook.untilOutput(/在此截断/);
      await workbench.screenshot('chinese-answer');
      await workbench.closeAllEditors();
    },
  };
}

function documentClaims({ workbench }: Stage): Claims {
  const hover = new HoverPage(workbench);
  return {
    'a hover and the quick fixes of a picture are Chinese': async () => {
      await workbench.openByName('page.html');
      await hover.shows(page, 'chart.png', /解释图片/);
      await workbench.screenshot('chinese-hover');
      await hover.close();
      await workbench.page.keyboard.press('Control+.');
      const fixes = workbench.page.locator('.action-widget');
      await fixes.getByText('生成替代文本').first().waitFor();
      await workbench.screenshot('chinese-fixes');
      await workbench.dismiss();
      await workbench.closeAllEditors();
    },
  };
}

/** Of this machine's system; spaces may be the editor's. */
const noDirectMl = /directml：ONNX\sRuntime\s在\slinux（\w+）上不支持它。/;

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
