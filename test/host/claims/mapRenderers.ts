import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { saidInTokens } from '../../engine/text/saidInTokens.ts';
import type { Claims } from '../claims.ts';
import { claimsOf, inAllLooks } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import { outputPage, renderOutput, reply, servePictures } from '../outputPage.ts';
import type { WebviewPage } from '../webviewPage.ts';

/** What holds of maps in outputs of notebooks: of an answer's words, and of any word. */
export function mapRendererClaims(browser: Browser): Claims {
  const looks = (name: keyof typeof shown) =>
    inAllLooks(`maps of ${name} are accessible`, [800, 300], async (view, { theme, width }) => {
      await shown[name](view);
      assert.deepEqual(await view.violations(), []);
      const path = `.cache/screenshots/${name}-${theme.replaceAll(' ', '-')}-${width}.png`;
      await view.page.screenshot({ path, fullPage: true });
    });
  return {
    ...claimsOf(browser, outputPage('answerRenderer'), { ...looks('answerRenderer'), ...answerMapClaims }),
    ...claimsOf(browser, outputPage('mapRenderer'), { ...looks('mapRenderer'), ...mapOutputClaims }),
  };
}

const shown = {
  answerRenderer: async (view: WebviewPage) => {
    await explain(view);
    await choose(view, 'gradient');
    await view.page.getByRole('button', { name: 'cat' }).click();
    await reply(view, { id: '1', map: gradient });
    await view.page.getByText(/one patch makes it up to 20\.09 times as likely/).waitFor();
    await view.page.getByLabel('Tiles').check();
  },
  mapRenderer: async (view: WebviewPage) => {
    await renderOutput(view, 'mapRenderer', await mapOutput(view));
    await view.page.getByLabel('Tiles').check();
  },
};

/** The words of an answer that names a place, as they come out of a model. */
const said = await saidInTokens('A <ref>cat</ref><box>[[0, 0, 500, 500]]</box>.');

const answerMapClaims: Readonly<Record<string, ViewClaim>> = {
  'a word is mapped by each method, all by keyboard, and a map that came is not asked for again': {
    show: async (view) => {
      await explain(view);
      await choose(view, 'similarity');
      const cat = view.page.getByRole('button', { name: 'cat' });
      await cat.focus();
      await view.page.keyboard.press('Enter');
      await view.page.getByText('“cat”: cosine with each patch').waitFor();
      await choose(view, 'gradient');
      const question = { kind: 'map', id: '1', mark: JSON.stringify([said, null]), method: 'gradient' };
      assert.deepEqual((await view.sent()).at(-1), { ...question, first: 1, count: 2 });
      await reply(view, { id: '1', progress: 'Going through the layers: 50 % …' });
      await view.page.getByText('Going through the layers: 50 % …').waitFor();
      await reply(view, { id: '1', map: gradient });
      await view.page.getByText(/lightest at the bottom right/).waitFor();
      const asked = (await view.sent()).length;
      await choose(view, 'similarity');
      await view.page.getByText('Light patches lie near the word').waitFor();
      await choose(view, 'gradient');
      await view.page.getByText('Light patches speak for the word').waitFor();
      assert.equal((await view.sent()).length, asked);
    },
  },

  'attention is shown through all layers together, layer by layer and head by head': {
    show: async (view) => {
      await explain(view);
      await choose(view, 'attention');
      await view.page.getByRole('button', { name: 'cat' }).click();
      await reply(view, { id: '1', map: attention });
      await view.page.getByText('Looking is not using').waitFor();
      await view.page
        .getByText(/“cat”: up to 40 % of the attention on one patch \(light\), 60 % on all of them/)
        .waitFor();
      await view.page.getByLabel('View').selectOption({ label: 'Layer 2' });
      await view.page.getByText(/“cat”: up to 10 % .* lightest at the top left/).waitFor();
      assert.equal(await view.page.getByLabel('Heads').inputValue(), 'mean 0');
      await view.page.getByLabel('Heads').selectOption({ label: 'Head 2' });
      await view.page.getByText(/“cat”: up to 90 % .* lightest at the bottom left/).waitFor();
      await view.page.getByLabel('View').selectOption({ label: 'All layers together' });
      await view.page.getByLabel('Heads').waitFor({ state: 'hidden' });
    },
  },

  'a map that takes long can be stopped, and says why it is not there': {
    show: async (view) => {
      await explain(view);
      await choose(view, 'attention');
      await view.page.getByRole('button', { name: 'cat' }).click();
      await view.page.getByRole('button', { name: 'Stop' }).click();
      assert.deepEqual((await view.sent()).at(-1), { kind: 'stop', id: '1' });
      await reply(view, { id: '1', failure: 'Stopped.' });
      await view.page.getByText('Stopped.').waitFor();
      assert.equal(await view.page.getByRole('button', { name: 'cat' }).count(), 1);
    },
  },

  'boxes that the answer names are drawn, until they are not wanted': {
    show: async (view) => {
      await explain(view);
      assert.deepEqual(await pixelAt(view, 20, 18), [0, 0, 0]);
      await view.page.getByLabel('Boxes').uncheck();
      assert.deepEqual(await pixelAt(view, 20, 18), [90, 90, 90]);
    },
  },

  'the places that an answer names are seen at once on the picture beside the notebook, and then on that of the maps': {
    show: async (view) => {
      await servePictures(view);
      await renderOutput(view, 'answerRenderer', { ...answer, asked: { picture: 'sub/a cat.png' } });
      const { page } = view;
      const [image, box] = [page.getByRole('img', { name: 'sub/a cat.png' }), page.locator('.box')];
      await view.until('document.querySelector("figure img").complete');
      assert.equal(await image.getAttribute('src'), './sub/a%20cat.png');
      const [whole, place] = [await image.boundingBox(), await box.boundingBox()];
      assert.deepEqual([place?.x, place?.y], [whole?.x, whole?.y]);
      assert.deepEqual([place?.width, place?.height], [whole!.width / 2, whole!.height / 2]);
      assert.equal(await box.innerText(), 'A cat');
      assert.deepEqual(await view.violations(), []);
      await view.screenshot('answer-places');
      await page.getByRole('button', { name: 'What does it rest on?' }).click();
      await reply(view, { id: '1', explanation });
      await page.locator('canvas').waitFor();
      assert.equal(await image.count(), 0);
    },
  },

  'no other picture than one beside the notebook is loaded for them': {
    show: async (view) => {
      for (const picture of ['https://evil.test/a.png', '../a.png', '/etc/a.png', '']) {
        await renderOutput(view, 'answerRenderer', { ...answer, timings: picture, asked: { picture } });
        await view.page.getByRole('button', { name: 'What does it rest on?' }).waitFor();
        const sources = await view.page
          .locator('img')
          .evaluateAll((all) => all.map((one) => String(one.getAttribute('src'))));
        assert.ok(
          sources.every((source) => source.startsWith('./') && !source.includes('..')),
          sources.join(),
        );
      }
    },
  },

  'the tiles of a picture are outlined where that is wanted, and each word carries how likely it was': {
    show: async (view) => {
      await explain(view);
      await view.page.getByLabel('Boxes').uncheck();
      // Two tiles side by side meet in the middle of 80 pixels.
      assert.deepEqual(await pixelAt(view, 40, 20), [90, 90, 90]);
      await view.page.getByLabel('Tiles').check();
      assert.notDeepEqual(await pixelAt(view, 40, 20), [90, 90, 90]);
      assert.deepEqual(await pixelAt(view, 20, 20), [90, 90, 90]);
      await view.page.getByLabel('Tiles').uncheck();
      assert.deepEqual(await pixelAt(view, 40, 20), [90, 90, 90]);
      const words = await view.page.locator('.pieces button').allInnerTexts();
      // A word of two pieces is as likely as both together: 0.2 × 0.2.
      assert.deepEqual(words, ['A 90 %', 'cat 4.0 %']);
    },
  },

  'an answer whose probabilities nobody knows, and one without a picture, are no trap': {
    show: async (view) => {
      await explain(view, {
        ...explanation,
        pieces: [{ text: ' cat' }],
        similarity: base64(new Float32Array(8).buffer),
      });
      await choose(view, 'similarity');
      await view.page.getByRole('button', { name: 'cat', exact: true }).click();
      const bare = { pieces: [{ text: ' cat', probability: 0.5 }], patches: [], similarity: '', pictures: [] };
      await reply(view, { id: '1', explanation: bare });
      await view.page.getByRole('button', { name: 'cat' }).click();
      await view.page.getByText('There is no picture to compare with.').waitFor();
      assert.equal(await view.page.getByLabel('Method').count(), 0);
    },
  },

  'a map that does not fit together is a sentence': {
    show: async (view) => {
      await explain(view);
      await reply(view, { id: '1', map: { ...gradient, patches: [] } });
      await view.page.getByText('The explanation cannot be read.').waitFor();
    },
  },
};

const mapOutputClaims: Readonly<Record<string, ViewClaim>> = {
  'a map of a word is drawn over its picture, with what made it and what it cannot tell': {
    show: async (view) => {
      await renderOutput(view, 'mapRenderer', await mapOutput(view));
      await view.page.getByText('nano · fp32').waitFor();
      await view.page.getByText('Light patches speak for the word').waitFor();
      assert.ok((await pixelAt(view, 76, 36))[0]! > (await pixelAt(view, 45, 36))[0]! + 60);
    },
  },

  'a map of a newer version, and one that was edited by hand, are each a sentence': {
    show: async (view) => {
      const output = await mapOutput(view);
      await renderOutput(view, 'mapRenderer', { ...output, version: 2 });
      await view.page.getByText(/was written by a newer version of HoVLE/).waitFor();
      const broken = { ...output, pictures: [{ path: 'a', grid: [2, 1], png: 'AAAA' }] };
      for (const damaged of [null, 7, {}, { ...output, views: [] }, broken]) {
        await renderOutput(view, 'mapRenderer', damaged);
        await view.page.getByText(/cannot be shown: its data was changed/).waitFor();
      }
    },
  },
};

const answer = {
  version: 1,
  text: said,
  model: 'nano',
  precision: 'int8',
  device: 'cpu',
};

/** Two tiles of two by two patches each. */
const patches = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ({
  ...{
    kind: 'patch',
    image: 0,
    tile: Math.floor(i / 4),
    row: Math.floor((i % 4) / 2),
    column: i % 2,
    thumbnail: false,
  },
}));
const size = { width: 80, height: 40, grid: [2, 1], tiles: 2 };
const explanation = {
  pieces: [
    { text: ' A', probability: 0.9 },
    { text: ' c', probability: 0.2 },
    { text: 'at', probability: 0.2 },
  ],
  patches,
  similarity: base64(Float32Array.from({ length: 24 }, (_, i) => i / 24).buffer),
  pictures: [
    { path: 'cat.png', ...size, shownWidth: 80, shownHeight: 40, rgb: base64(new Uint8Array(9600).fill(90).buffer) },
  ],
};

const floats = (values: number[]) => base64(Float32Array.from(values).buffer);
const pieces = { first: 1, count: 2, probability: 0.04, patches };
const gradient = {
  ...{ ...pieces, method: 'gradient' },
  views: [{ kind: 'gradient', values: floats([-1, 0, 0, 0, 0, 0, 0.5, 3]) }],
};
const attention = {
  ...{ ...pieces, method: 'attention' },
  views: [
    { kind: 'rollout', values: floats([0, 0, 0, 0, 0, 0, 0.2, 0.4]) },
    { kind: 'mean', layer: 1, values: floats([0, 0, 0, 0, 0, 0, 0, 0.5]) },
    { kind: 'mean', layer: 2, values: floats([0.1, 0, 0, 0, 0, 0, 0, 0]) },
    { kind: 'head', layer: 2, head: 1, values: floats([0.2, 0, 0, 0, 0, 0, 0, 0]) },
    { kind: 'head', layer: 2, head: 2, values: floats([0, 0, 0.9, 0, 0, 0, 0, 0]) },
  ],
};

function base64(buffer: ArrayBuffer): string {
  return Buffer.from(buffer).toString('base64');
}

/** A map as a notebook keeps it; the page itself makes the picture's file. */
async function mapOutput(view: WebviewPage): Promise<object> {
  const address: string = await view.page.evaluate(`(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [80, 40];
    canvas.getContext('2d').fillStyle = 'rgb(90, 90, 90)';
    canvas.getContext('2d').fillRect(0, 0, 80, 40);
    return canvas.toDataURL('image/png');
  })()`);
  const pictures = [{ path: 'cat.png', ...size, png: address.split(',')[1] }];
  return { ...gradient, version: 1, word: 'cat', model: 'nano', precision: 'fp32', trained: true, pictures };
}

async function explain(view: WebviewPage, value: object = explanation): Promise<void> {
  await renderOutput(view, 'answerRenderer', answer);
  await view.page.getByRole('button', { name: 'What does it rest on?' }).click();
  await reply(view, { id: '1', explanation: value });
  await view.page.locator('canvas').waitFor();
}

async function choose(view: WebviewPage, method: string): Promise<void> {
  await view.page.getByLabel('Method').selectOption(method);
}

async function pixelAt(view: WebviewPage, x: number, y: number): Promise<number[]> {
  return view.page.evaluate(
    `[...document.querySelector('canvas').getContext('2d').getImageData(${x}, ${y}, 1, 1).data.slice(0, 3)]`,
  );
}
