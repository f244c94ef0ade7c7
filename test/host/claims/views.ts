import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { chooseExport, fill, inkOf, picture } from '../explorerView.ts';
import { syntheticSurvey } from '../syntheticSurvey.ts';
import { claimsOf, fitsItsWidth, inAllLooks } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import type { WebviewPage } from '../webviewPage.ts';

/** What holds of the views in any page: they are opened without the editor, under its policy for scripts and styles. */
export function viewClaims(browser: Browser): Claims {
  const looks = inAllLooks('the explorer is accessible', [1200, 300], isAccessible);
  return claimsOf(browser, { name: 'embeddingExplorer' }, { ...looks, ...explorerClaims });
}

const explorerClaims: Readonly<Record<string, ViewClaim>> = {
  'everything in the plot can be done by keys, and is said aloud': {
    show: async (view) => {
      await fill(view, {});
      await view.page.locator('.plot').focus();
      await view.page.keyboard.press('ArrowRight');
      await view.page.keyboard.press('ArrowRight');
      const spoken = await view.page.locator('.spoken[aria-live]').textContent();
      assert.match(spoken ?? '', /^(“\w+”|tile 1 · row \d, column \d)$/);
      await view.page.keyboard.press('Shift+ArrowLeft');
      await view.page.getByText(/^2 points are selected/).waitFor();
      for (const key of ['+', '-', 'Alt+ArrowUp', '0', ' ']) await view.page.keyboard.press(key);
      await view.page.keyboard.press('Escape');
      await view.page.getByText(/^Choose a point/).waitFor();
    },
  },

  'the patches of a picture are reached by keys': {
    show: async (view) => {
      await fill(view, {});
      await view.page.locator('canvas.picture').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await view.page.keyboard.press(key);
      await view.page.getByRole('heading', { name: 'tile 1 · row 2, column 2' }).waitFor();
    },
  },

  'a point under the pointer is shown with its patch framed in the picture, and with what lies near': {
    show: async (view) => {
      await fill(view, {});
      const box = await boxOf(view.page.locator('.plot'));
      const frame = view.page.locator('.hovered-patch');
      for (let step = 0; step < 400 && (await frame.count()) === 0; step++) {
        const [angle, radius] = [step * 0.7, 4 + step * 0.8];
        const [x, y] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
        await view.page.mouse.move(box.x + box.width / 2 + x, box.y + box.height / 2 + y);
      }
      const [picture, patch] = [await boxOf(view.page.locator('canvas.picture')), await boxOf(frame)];
      assert.ok(Math.abs(patch.width - picture.width / 8) < 2);
      const card = view.page.locator('.hover-card');
      assert.match(
        await card.innerText(),
        /tile 1 · row \d, column \d[^]*near words: “\w+” -?\d\.\d\d[^]*near patches: tile 1/,
      );
      await view.page.mouse.move(0, 0);
      await frame.waitFor({ state: 'detached' });
    },
  },

  'what is said of a point under the pointer is seen as a whole, wherever in the plot the point lies': {
    options: { height: 640 },
    show: async (view) => {
      await fill(view, { words: 40 });
      await view.page.locator('.plot').focus();
      for (let step = 0; step < 4; step++) await view.page.keyboard.press('Alt+ArrowUp');
      const plot = await boxOf(view.page.locator('.plot'));
      const card = view.page.locator('.hover-card');
      let seen = 0;
      for (let y = plot.height - 4; y > plot.height * 0.6 && seen < 8; y -= 12)
        for (let x = 6; x < plot.width && seen < 8; x += 14) {
          await view.page.mouse.move(plot.x + x, plot.y + y);
          if (!(await card.isVisible())) continue;
          const box = await boxOf(card);
          const isWhole = box.x >= plot.x && box.x + box.width <= plot.x + plot.width + 1;
          assert.ok(isWhole && box.y >= plot.y && box.y + box.height <= plot.y + plot.height + 1, `${x}, ${y}`);
          if (seen === 0) await view.screenshot('explorer-card-at-edge');
          seen++;
        }
      assert.ok(seen > 3, `${seen} cards were seen.`);
    },
  },

  'one menu is open at a time, until something else is turned to or Escape is pressed': {
    show: async (view) => {
      await fill(view, {});
      const open = view.page.locator('.drop[open]');
      for (const name of ['Add', 'Export']) {
        await view.page.locator('.drop summary', { hasText: name }).click();
        assert.deepEqual(await open.locator('summary').allInnerTexts(), [name]);
      }
      await view.page.locator('.plot').click({ position: { x: 5, y: 5 } });
      assert.equal(await open.count(), 0);
      await view.page.locator('.drop summary', { hasText: 'Add' }).press('Enter');
      await view.page.keyboard.press('Tab');
      assert.equal(await open.count(), 1);
      await view.page.keyboard.press('Escape');
      assert.equal(await open.count(), 0);
      assert.equal(await view.page.evaluate('document.activeElement.textContent'), 'Add');
    },
  },

  'the names above the choices stand in one line': {
    show: async (view) => {
      await fill(view, {});
      const tops = await view.page.evaluate<number[]>(
        "[...document.querySelectorAll('vscode-text-field')].map((field) => field.shadowRoot.querySelector('label').getBoundingClientRect().bottom)" +
          ".concat([...document.querySelectorAll('.field > span')].map((label) => label.getBoundingClientRect().bottom))",
      );
      assert.equal(tops.length, 5);
      assert.ok(Math.max(...tops) - Math.min(...tops) < 1, tops.join());
    },
  },

  'a lasso selects what it goes around': {
    show: async (view) => {
      await fill(view, {});
      const box = await boxOf(view.page.locator('.plot'));
      await view.page.keyboard.down('Shift');
      await view.page.mouse.move(box.x + 5, box.y + 5);
      await view.page.mouse.down();
      for (const [x, y] of [
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const)
        await view.page.mouse.move(box.x + 5 + x * (box.width - 10), box.y + 5 + y * (box.height - 10), { steps: 4 });
      await view.page.mouse.up();
      await view.page.keyboard.up('Shift');
      await view.page.getByText(/^7\d points are selected: 64 patches/).waitFor();
    },
  },

  'a lasso around nothing and a search for nothing are said': {
    show: async (view) => {
      await fill(view, {});
      const box = await boxOf(view.page.locator('.plot'));
      await view.page.keyboard.down('Shift');
      await view.page.mouse.move(box.x + 3, box.y + 3);
      await view.page.mouse.down();
      for (const [x, y] of [
        [20, 3],
        [20, 20],
        [3, 20],
      ] as const)
        await view.page.mouse.move(box.x + x, box.y + y, { steps: 2 });
      await view.page.mouse.up();
      await view.page.keyboard.up('Shift');
      await view.page.locator('.spoken', { hasText: '0 points are selected.' }).waitFor({ state: 'attached' });
      await view.page.locator('vscode-text-field:has-text("Search") input').fill('zebra');
      await view.page.locator('.spoken', { hasText: 'Nothing is named so.' }).waitFor({ state: 'attached' });
      await view.page.locator('.note', { hasText: 'Nothing is named so.' }).waitFor();
      await view.screenshot('explorer-found-nothing');
      await view.page.getByText(/^Choose a point/).waitFor();
    },
  },

  'a map of neighbourhoods is asked for, said to be in the making, and walked to': {
    show: async (view) => {
      await fill(view, {});
      const before = await picture(view);
      await view.page.locator('vscode-dropdown[aria-label=Places]').click();
      await view.page.locator('vscode-option', { hasText: 'UMAP' }).click();
      await view.until("sentMessages.some(({ kind, layer, axes }) => kind === 'map' && layer === 2 && axes === 2)");
      await view.receive(`{ kind: 'progress', text: 'Laying out 50 % …' }`);
      await view.page.getByText('Laying out 50 % …').waitFor();
      await view.receive('made.map(2, 2)');
      await view.page.getByText('Laying out 50 % …').waitFor({ state: 'hidden' });
      await view.drawn(800);
      assert.notEqual(await picture(view), before);
    },
  },

  'without WebGL the points are drawn all the same': {
    options: { webgl: false },
    show: async (view) => {
      await fill(view, {});
      await view.page.getByText('Drawn without a graphics card.').waitFor();
      assert.ok((await inkOf(view)) > 300);
    },
  },

  'where a program would stand in for the graphics card, the points are drawn without it': {
    options: { webgl: 'by software' },
    show: async (view) => {
      await fill(view, {});
      await view.page.getByText('Drawn without a graphics card.').waitFor();
      assert.ok((await inkOf(view)) > 300);
    },
  },

  'when WebGL is lost, the points are drawn without it': {
    show: async (view) => {
      await fill(view, {});
      await view.until("document.querySelector('canvas.points').getContext('webgl2') !== null");
      const lose =
        "document.querySelector('canvas.points').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()";
      await view.page.evaluate(lose);
      await view.page.getByText('Drawn without a graphics card.').waitFor();
      assert.ok((await inkOf(view)) > 300);
    },
  },

  'vectors with values that are no numbers are counted, and the others are shown': {
    show: async (view) => {
      await fill(view, { broken: true });
      await view.page.getByText(/\d+ vectors have values that are no numbers/).waitFor();
      await view.page.locator('.plot').focus();
      await view.page.keyboard.press('ArrowRight');
      await view.page.locator('.neighbours li').first().waitFor();
    },
  },

  'words without a picture, a single point and no point are each said in a sentence': {
    show: async (view) => {
      await fill(view, { pictures: 0 });
      await view.page.getByText('There is no picture: these are words alone.').waitFor();
      await fill(view, { pictures: 0, words: 1 });
      await view.page.locator('.plot').focus();
      await view.page.keyboard.press('ArrowRight');
      await view.page.getByRole('heading', { name: '“red”' }).waitFor();
      await view.receive(`(window.made = ${syntheticSurvey({ pictures: 0, words: 0 })}).message`);
      await view.page.getByText('There is nothing to see: no patch and no word.').waitFor();
      await view.page.locator('.explorer > .content').waitFor({ state: 'hidden', timeout: 10_000 });
    },
  },

  'a failure is a sentence with a way on': {
    show: async (view) => {
      await view.receive(`{ kind: 'failed', text: 'The engine ended.' }`);
      await view.page.getByText('The engine ended.').waitFor();
      await view.page.locator('.explorer > .content').waitFor({ state: 'hidden', timeout: 10_000 });
      await view.page.getByRole('button', { name: 'Try again' }).click();
      assert.equal((await view.sent()).filter(({ kind }) => kind === 'ready').length, 2);
    },
  },

  'who wants less motion sees points arrive at once': {
    options: { reducedMotion: true },
    show: async (view) => {
      await fill(view, {});
      await view.page.locator('.layers input').fill('0');
      const [first, second] = [await picture(view), await picture(view)];
      assert.equal(first, second);
    },
  },

  'files of the points are handed to the editor': {
    show: async (view) => {
      await fill(view, {});
      for (const kind of ['PNG', 'SVG', 'CSV', 'Parquet', 'safetensors']) await chooseExport(view, kind);
      await view.until(
        'sentMessages.some(({ kind }) => kind === "exportVectors") && sentMessages.filter(({ kind }) => kind === "export").length === 4',
      );
      const files = (await view.sent()).filter(({ kind }) => kind === 'export');
      assert.deepEqual(
        files.map(({ name }) => name).sort(),
        ['csv', 'parquet', 'png', 'svg'].map((kind) => `embedding-layer-2.${kind}`),
      );
      assert.ok(files.every(({ bytes }) => parseInt(String(bytes)) > 1000));
    },
  },

  'a saved plot says what its colours mean': {
    show: async (view) => {
      await fill(view, { pictures: 2 });
      await view.page.locator('vscode-dropdown[aria-label="Colour by"]').click();
      await view.page.locator('vscode-option', { hasText: 'picture' }).click();
      for (const kind of ['PNG', 'SVG']) await chooseExport(view, kind);
      await view.until('sentMessages.filter(({ kind }) => kind === "export").length === 2');
      const svg: string = await view.page.evaluate(`new TextDecoder().decode(sentFiles["embedding-layer-2.svg"])`);
      const names = await view.page.locator('.colour-key .name').allInnerTexts();
      assert.equal(names.length, 3);
      for (const name of names) assert.ok(svg.includes(`>${name}</text>`), `${name} is not in the key.`);
      // The same below the points of the other file: as much ink there as letters and signs take.
      const ink: number = await view.page.evaluate(inkBelowPlot);
      assert.ok(ink > 200, `${ink} pixels below the plot are drawn on.`);
    },
  },
};

const inkBelowPlot = `(async () => {
  const bitmap = await createImageBitmap(new Blob([sentFiles['embedding-layer-2.png']], { type: 'image/png' }));
  const top = Math.round(document.querySelector('.plot').clientHeight * devicePixelRatio);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height - top];
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, -top);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const ground = data.slice(0, 4).join();
  return Array.from({ length: data.length / 4 }, (_, i) => data.slice(4 * i, 4 * i + 4).join()).filter((one) => one !== ground).length;
})()`;

async function isAccessible(view: WebviewPage, { theme, width }: { theme: string; width: number }): Promise<void> {
  assert.deepEqual(await view.violations(), []);
  await fill(view, { pictures: 2 });
  await view.page.locator('.plot').focus();
  await view.page.keyboard.press('ArrowRight');
  await view.page.locator('.neighbours li').first().waitFor();
  await view.screenshot(`explorer-view-${theme}-${width}`);
  assert.deepEqual(await view.violations(), []);
  await fitsItsWidth(view);
  await view.page.getByText('As a table').click();
  await fitsItsWidth(view);
  await view.page.locator('.numbers tr').last().scrollIntoViewIfNeeded();
  await view.screenshot(`explorer-table-${theme}-${width}`);
  await view.page.locator('.drop summary', { hasText: 'Add' }).click();
  assert.deepEqual(await view.violations(), []);
  await view.page.locator('.drop summary', { hasText: 'Export' }).click();
  await view.page.getByRole('checkbox', { name: '3D' }).click();
  await view.receive(`{ kind: 'failed', text: 'The engine ended.' }`);
  await view.page.getByRole('button', { name: 'Try again' }).waitFor();
  assert.deepEqual(await view.violations(), []);
  await fitsItsWidth(view);
}
