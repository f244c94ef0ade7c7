import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { fill, picture } from '../explorerView.ts';
import { claimsOf } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import type { WebviewPage } from '../webviewPage.ts';

/** What each choice in the explorer does to what is seen; points are drawn without a card, the same in every run. */
export function explorerChoiceClaims(browser: Browser): Claims {
  return claimsOf(browser, { name: 'embeddingExplorer', webgl: false }, choices);
}

const choices: Readonly<Record<string, ViewClaim>> = {
  'points are coloured in eight ways, each unlike all others': {
    show: async (view) => {
      await fill(view, { pictures: 2 });
      await view.page.getByText('Drawn without a graphics card.').waitFor();
      const seen = new Map<string, string>();
      for (const name of colourings) {
        await choose(view, 'Colour by', name);
        if (name === 'cluster') {
          await view.until("sentMessages.some(({ kind }) => kind === 'clusters')");
          await view.receive('made.clusters(2, 6)');
        }
        seen.set(name, await picture(view));
        assert.match(await view.page.locator('.colour-key').innerText(), keys[name]);
        await view.screenshot(`explorer-key-${name}`);
      }
      assert.equal(new Set(seen.values()).size, colourings.length);
    },
  },

  'points walk to their places at another layer, and arrive': {
    show: async (view) => {
      await fill(view, {});
      await view.page.getByText('Drawn without a graphics card.').waitFor();
      // Time passes only when it is told to: what is seen half way hangs on no machine's speed.
      await view.page.clock.install();
      await view.page.clock.pauseAt(new Date(Date.now() + 60_000));
      const before = await still(view);
      await view.page.locator('.layers input').fill('0');
      const onTheWay = [];
      for (const ms of [150, 150, 150]) {
        await view.page.clock.runFor(ms);
        onTheWay.push(await still(view));
      }
      await view.page.clock.runFor(1000);
      const there = await still(view);
      await view.page.clock.runFor(1000);
      assert.equal(await still(view), there);
      assert.equal(new Set([before, ...onTheWay, there]).size, 5);
    },
  },

  'a play button walks through the layers by itself, up to the last': {
    show: async (view) => {
      await fill(view, {});
      await view.page.locator('.layers input').fill('1');
      await view.page.getByRole('button', { name: 'Play' }).click();
      await view.page.locator('.layer-name', { hasText: 'Layer 2' }).waitFor();
      await view.page.locator('.layer-name', { hasText: 'Layer 4' }).waitFor();
      await view.page.getByRole('button', { name: 'Play' }).waitFor();
    },
  },

  'in 3D points are turned by dragging, zoomed by the wheel, and laid out along three axes': {
    show: async (view) => {
      await fill(view, {});
      await view.page.getByText('Drawn without a graphics card.').waitFor();
      const flat = await picture(view);
      await view.page.locator('vscode-checkbox', { hasText: '3D' }).click();
      const [middle, slanted] = [await middleOf(view), await picture(view)];
      await view.page.mouse.move(middle.x, middle.y);
      await view.page.mouse.down();
      await view.page.mouse.move(middle.x + 90, middle.y + 30, { steps: 5 });
      await view.page.mouse.up();
      await view.page.mouse.move(0, 0);
      const turned = await picture(view);
      await view.page.mouse.move(middle.x, middle.y);
      await view.page.mouse.wheel(0, -300);
      await view.page.mouse.move(0, 0);
      const zoomed = await picture(view);
      await view.page.getByRole('button', { name: 'Reset view' }).click();
      await view.page.mouse.move(0, 0);
      assert.equal(await picture(view), slanted);
      assert.equal(new Set([flat, slanted, turned, zoomed]).size, 4);
      await choose(view, 'Places', 'umap');
      await view.until("sentMessages.some(({ kind, axes }) => kind === 'map' && axes === 3)");
    },
  },

  'what is selected in the plot is framed in its picture, and a patch that is clicked in the picture is marked in the plot':
    {
      show: async (view) => {
        await fill(view, {});
        await view.page.getByText('Drawn without a graphics card.').waitFor();
        await choose(view, 'Over the picture', 'none');
        const [plain, unmarked] = [await pixels(view), await picture(view)];
        const canvas = view.page.locator('canvas.picture');
        const box = await boxOf(canvas);
        // Eight by eight patches: the third row, the fifth column.
        await canvas.click({ position: { x: (box.width * 4.5) / 8, y: (box.height * 2.5) / 8 } });
        await view.page.getByRole('heading', { name: 'tile 1 · row 3, column 5' }).waitFor();
        await view.page.mouse.move(0, 0);
        assert.notEqual(await picture(view), unmarked);
        assert.notDeepEqual(await pixels(view), plain);
        await view.page.locator('.plot').focus();
        await view.page.keyboard.press('Escape');
        assert.deepEqual(await pixels(view), plain);
        await search(view, 'patch row 1');
        await view.page.getByText(/^8 points are selected: 8 patches/).waitFor();
        const changed = changedRows(plain, await pixels(view));
        assert.ok(
          changed.has(0) && Math.max(...changed) < 12,
          `Rows ${[...changed].join()} of the picture have changed.`,
        );
      },
    },

  'the map over a picture is lightest at the patch that is nearest to the word': {
    show: async (view) => {
      await fill(view, {});
      for (const [row, word] of ['red', 'green', 'sky'].entries()) {
        await search(view, word);
        await view.page.getByText(`Cosine with “${word}”`).waitFor();
        assert.equal(await lightest(view), await nearestPatch(view, row === 2 ? 6 : row), word);
      }
    },
  },

  'components lie over a picture as red, green and blue': {
    show: async (view) => {
      await fill(view, {});
      await choose(view, 'Over the picture', 'components');
      await view.page.getByText(/^Principal components 1, 2 and 3 as red, green and blue/).waitFor();
      for (const channel of [0, 1, 2]) {
        const agreement = await agreementWithComponent(view, channel);
        assert.ok(Math.abs(agreement) > 0.9, `Channel ${channel}: ${agreement}`);
      }
    },
  },

  'the small plots of gap, alignment and anisotropy lead to a layer': {
    show: async (view) => {
      await fill(view, {});
      const charts = view.page.locator('.line-chart');
      assert.equal(await charts.count(), 3);
      const box = await boxOf(charts.first());
      await charts.first().click({ position: { x: box.width - 4, y: box.height / 2 } });
      await view.page.locator('.layer-name', { hasText: 'Layer 4' }).waitFor();
      await view.page.getByText('As a table').click();
      const cells = view.page.locator('.numbers tbody tr').last().locator('th, td');
      assert.deepEqual(await cells.allInnerTexts(), ['4', '0.500', '0.400', '0.300', '90 %']);
    },
  },
};

/** What the key below the plot says of each colouring. */
const keys = {
  modality: /^patch\s+word$/,
  picture: /^picture-0\.png\s+picture-1\.png\s+word$/,
  tile: /^tile 1\s+word$/,
  position: /^left\s+right\s+top\s+bottom\s+word$/,
  cluster: /^cluster 1\s[^]*cluster 6$/,
  token: /^Each token has a colour of its own/,
  pixels: /^word\s+Each patch has the mean colour of its pixels\.$/,
  components: /^component 1: low\s+high\s+component 2: low/,
};

// The keys of a constant are its names.
const colourings = Object.keys(keys) as (keyof typeof keys)[];

async function choose(view: WebviewPage, label: string, option: string): Promise<void> {
  const dropdown = view.page.locator(`vscode-dropdown[aria-label="${label}"]`);
  await dropdown.click();
  await dropdown.locator(`vscode-option[value="${option}"]`).click();
  // Off the plot, so that nothing is pointed at.
  await view.page.mouse.move(0, 0);
}

async function search(view: WebviewPage, query: string): Promise<void> {
  await view.page.locator('vscode-text-field:has-text("Search") input').fill(query);
}

/** The points, read without waiting for time to pass. */
async function still(view: WebviewPage): Promise<string> {
  return view.page.evaluate("document.querySelector('canvas.points').toDataURL()");
}

async function middleOf(view: WebviewPage): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await boxOf(view.page.locator('.plot'));
  return { x: x + width / 2, y: y + height / 2 };
}

/** The picture with what is laid over it. */
async function pixels(view: WebviewPage): Promise<number[]> {
  return view.page.evaluate(
    "[...document.querySelector('canvas.picture').getContext('2d').getImageData(0, 0, 64, 64).data]",
  );
}

function changedRows(before: readonly number[], after: readonly number[]): Set<number> {
  return new Set(before.flatMap((value, i) => (after[i] === value ? [] : [Math.floor(i / 4 / 64)])));
}

/** The patch in whose middle the picture is lightest, by rows. */
async function lightest(view: WebviewPage): Promise<number> {
  const shown = await pixels(view);
  const light = Array.from({ length: 64 }, (_, patch) => {
    const [x, y] = [(patch % 8) * 8 + 4, Math.floor(patch / 8) * 8 + 4];
    return shown[(y * 64 + x) * 4]! + shown[(y * 64 + x) * 4 + 1]! + shown[(y * 64 + x) * 4 + 2]!;
  });
  return light.indexOf(Math.max(...light));
}

/** By the vectors that the page was sent, computed here. */
async function nearestPatch(view: WebviewPage, word: number): Promise<number> {
  const rows = await view.page.evaluate<number[]>('[...made.vectors(2).vectors]');
  const vector = (row: number): number[] => rows.slice(row * 16, row * 16 + 16);
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, one, i) => sum + one * b[i]!, 0);
  const own = vector(64 + word);
  const cosines = Array.from({ length: 64 }, (_, patch) => {
    const other = vector(patch);
    return dot(own, other) / Math.sqrt(dot(own, own) * dot(other, other));
  });
  return cosines.indexOf(Math.max(...cosines));
}

/** Correlation of a colour of the patches with a component of theirs; its sign means nothing. */
async function agreementWithComponent(view: WebviewPage, channel: number): Promise<number> {
  const shown = await pixels(view);
  const projection = await view.page.evaluate<number[]>('[...made.message.survey.layers[2].projection]');
  const colours = Array.from({ length: 64 }, (_, patch) => {
    const [x, y] = [(patch % 8) * 8 + 4, Math.floor(patch / 8) * 8 + 4];
    return shown[(y * 64 + x) * 4 + channel]!;
  });
  const component = Array.from({ length: 64 }, (_, patch) => projection[patch * 3 + channel]!);
  return correlation(colours, component);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: readonly number[], meanX: number, y: readonly number[], meanY: number): number =>
    x.reduce((sum, one, i) => sum + (one - meanX) * (y[i]! - meanY), 0);
  return product(a, meanA, b, meanB) / Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB));
}
