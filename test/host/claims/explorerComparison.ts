import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import type { ExplorerPage } from '../explorerPage.ts';
import { reloadWindow } from '../reloadWindow.ts';
import type { Stage } from '../stage.ts';
import { acceptSave, readVectors } from './explorerFiles.ts';

/** What a person asks of the explorer beyond one picture and one model. */
export function explorerComparisonClaims({ workbench, workspace, userData }: Stage, explorer: ExplorerPage): Claims {
  return {
    'points are gathered into groups, and a patch is called by what the model would say there': async () => {
      await explorer.choose('Colour by', 'cluster');
      const frame = await explorer.frame();
      const colours = async () => ((await frame.evaluate<number>(coloursOfPoints)) > 3 ? true : undefined);
      await workbench.until('groups to have colours', colours, 60_000);
      await frame
        .locator('canvas.picture')
        .first()
        .click({ position: { x: 60, y: 60 } });
      await frame.locator('.names li').nth(4).waitFor({ timeout: 60_000 });
      await workbench.screenshot('explorer-groups');
      await explorer.choose('Colour by', 'patch or word');
    },

    'a second model is seen beside the first, linked point by point': async () => {
      const frame = await explorer.frame();
      await frame.locator('vscode-button', { hasText: 'Compare…' }).click();
      await workbench.rows('hovle-nano');
      await workbench.pickRow('hovle-nano');
      await frame.locator('.plot-side').nth(1).waitFor({ timeout: 120_000 });
      assert.deepEqual(await frame.locator('.plot-side .model-name').allInnerTexts(), ['slow', 'hovle-nano']);
      await explorer.search('blue');
      await frame.locator('.beside').nth(1).locator('.neighbours').first().waitFor({ timeout: 60_000 });
      assert.equal(await frame.locator('.numbers table').count(), 2);
      await workbench.screenshot('explorer-compared');
    },

    'the vectors of two models are saved as a file each': async () => {
      await explorer.chooseExport('safetensors');
      const layers = [];
      for (const model of ['slow', 'hovle-nano'])
        layers.push(readVectors(await acceptSave({ workbench, workspace }, `embedding-layers-${model}.safetensors`)));
      assert.deepEqual(layers, [13, 7]);
    },

    'the comparison outlasts a reload of the window, until one model is enough': async () => {
      await reloadWindow({ workbench, userData }, { tab: 'Embedding Explorer', kept: '"other":' });
      await explorer.untilShown();
      const frame = await explorer.frame();
      await frame.locator('.plot-side').nth(1).waitFor({ timeout: 120_000 });
      await frame.locator('vscode-button', { hasText: 'One model' }).click();
      await frame.locator('.plot-side').nth(1).waitFor({ state: 'detached' });
    },

    'the pictures of a folder are one space': async () => {
      mkdirSync(path.join(workspace, 'two'));
      for (const name of ['shapes.png', 'triangle.png'])
        copyFileSync(path.join(workspace, name), path.join(workspace, 'two', name));
      await workbench.closeAllEditors();
      // Opened first, so that the list moves no more when its menu is asked for.
      await workbench.file('two').click();
      await workbench.page.locator('.explorer-folders-view .monaco-list-row[aria-level="2"]').nth(1).waitFor();
      await workbench.chooseFromMenuOf(workbench.file('two'), 'Open Embedding Explorer');
      await explorer.untilShown();
      const names = (await explorer.frame()).locator('.pictures figcaption');
      assert.deepEqual(await names.allInnerTexts(), ['shapes.png', 'triangle.png']);
      await explorer.choose('Colour by', 'picture');
      await workbench.screenshot('explorer-folder');
      await explorer.choose('Colour by', 'patch or word');
    },
  };
}

/** An expression of the page: how many colours a good part of the points has. */
const coloursOfPoints = `(() => {
  const canvas = document.querySelector('canvas.points');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 200) counts.set(data.slice(i, i + 3).join(), (counts.get(data.slice(i, i + 3).join()) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 60).length;
})()`;
