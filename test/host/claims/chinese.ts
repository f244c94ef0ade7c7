import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AnswerPage } from '../answerPage.ts';
import type { Claims } from '../claims.ts';
import { HoverPage } from '../hoverPage.ts';
import { NotebookPage } from '../notebookPage.ts';
import type { Stage } from '../stage.ts';
import { TrainingPage } from '../trainingPage.ts';
import { notebookText } from './notebookText.ts';

/** What a person sees whose editor speaks Simplified Chinese. The words of the editor itself stay English here. */
export function chineseClaims(stage: Stage): Claims {
  const { workspace } = stage;
  writeFileSync(path.join(workspace, 'cells.hovle'), notebookText(...cells));
  writeFileSync(path.join(workspace, 'page.html'), page);
  return { ...windowClaims(stage), ...notebookClaims(stage), ...documentClaims(stage), ...trainingClaims(stage) };
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

    'the tour is Chinese': async () => {
      await workbench.command('HoVLE: 新建笔记本');
      await workbench.pickRow('导览');
      await notebook.untilShown();
      await workbench.inAnyFrame('h1:has-text("HoVLE 导览")');
      await workbench.screenshot('chinese-tour');
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

function trainingClaims({ workbench, workspace }: Stage): Claims {
  writeRecipes(workspace);
  writeFileSync(
    path.join(workspace, 'train.hovle'),
    notebookText('%train recipes/bad.yaml', '%train recipes/long.yaml'),
  );
  const [dashboard, notebook] = [new TrainingPage(workbench), new NotebookPage(workbench)];
  return {
    'the mistakes of a recipe are told in Chinese, each with its line': async () => {
      await workbench.command('HoVLE: 打开训练面板');
      await dashboard.press('开始训练…');
      await workbench.pickRow('recipes/bad.yaml');
      await dashboard.untilText(/bad\.yaml:5:12：stages\[0\]\.steps：值为 "ten"，但必须是不小于 1 的整数。/);
      await dashboard.untilText(/bad\.yaml:6:5：stages\[0\]\.speed：此处没有这个字段；已知的有：/);
      await workbench.screenshot('chinese-recipe');
    },

    'a model that a recipe names and nobody has is told of in Chinese': async () => {
      await workbench.command('HoVLE: 打开训练面板');
      await dashboard.press('开始训练…');
      await workbench.pickRow('recipes/lost.yaml');
      await dashboard.untilText(/^配方指定的模型 \.\/nowhere 既不是较早的阶段，也不是文件夹/);
      await workbench.screenshot('chinese-lost-model');
    },

    'why a run failed is told in Chinese, and why samples were left out': async () => {
      await workbench.command('HoVLE: 打开训练面板');
      await dashboard.press('开始训练…');
      await workbench.pickRow('recipes/long.yaml');
      await dashboard.untilState('long', '失败');
      await dashboard.untilText(/^第 1 步没有任何可以学习的样本。\s*该样本有 \d+ 个词元；一行最多可有 8 个。/);
      await dashboard.untilText(/^.*data \d+：该样本有 \d+ 个词元；一行最多可有 8 个。$/);
      await workbench.screenshot('chinese-failed-run');
      await workbench.closeAllEditors();
    },

    'a cell tells the same in Chinese': async () => {
      await workbench.openByName('train.hovle');
      await notebook.untilShown();
      for (const [cell, sentence] of [
        [1, /bad\.yaml:5:12：stages\[0\]\.steps：值为 "ten"，但必须是不小于 1 的整数。/],
        [2, /第 1 步没有任何可以学习的样本。\s*该样本有 \d+ 个词元；一行最多可有 8 个。/],
      ] as const) {
        await notebook.pressRunButton(cell);
        await notebook.untilState(cell, 'failed');
        await notebook.untilOutput(sentence);
      }
      await workbench.screenshot('chinese-train-cells');
      await workbench.closeAllEditors();
    },
  };
}

/** One with mistakes, one whose model nobody has, and one whose rows are too short for any sample. */
function writeRecipes(workspace: string): void {
  const data = path.join(workspace, 'recipes', 'data');
  mkdirSync(data, { recursive: true });
  for (let i = 0; i < 4; i++) {
    copyFileSync('examples/triangle.png', path.join(data, `${i}.png`));
    writeFileSync(path.join(data, `${i}.txt`), `a triangle number ${i}`);
  }
  const untrained = path.resolve('media/models/hovle-untrained').replaceAll('\\', '/');
  writeRecipe(workspace, 'bad', { model: untrained, rest: 'steps: ten\n    speed: 1' });
  writeRecipe(workspace, 'lost', { model: './nowhere', rest: 'steps: 1' });
  writeRecipe(workspace, 'long', { model: untrained, rest: 'steps: 1\n    rowTokens: 8' });
}

function writeRecipe(workspace: string, name: string, { model, rest }: { model: string; rest: string }): void {
  const stage = `  - stage: instruct\n    ${rest}\n    rate: 1e-3\n    data: [{ dataset: data }]`;
  const text = `name: ${name}\nmodel: ${model}\nstages:\n${stage}\n`;
  writeFileSync(path.join(workspace, 'recipes', `${name}.yaml`), text);
}

/** Of this machine's system; spaces may be the editor's. */
const noDirectMl = /directml：ONNX\sRuntime\s在\slinux（\w+）上不支持它。/;

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
