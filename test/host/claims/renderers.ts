import assert from 'node:assert/strict';
import type { Browser, Locator } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { claimsOf, fitsItsWidth, inAllLooks } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import { outputPage, renderOutput, reply } from '../outputPage.ts';
import type { WebviewPage } from '../webviewPage.ts';

/** What holds of outputs in notebooks, in a page as the notebook has it. */
export function rendererClaims(browser: Browser): Claims {
  const looks = inAllLooks('an answer is accessible', [800, 300], isAccessible);
  return claimsOf(browser, outputPage('answerRenderer'), { ...looks, ...answerClaims });
}

const answerClaims: Readonly<Record<string, ViewClaim>> = {
  'a word that is pressed lays its map over the picture, and another one another': {
    show: async (view) => {
      await render(view, answer);
      await explain(view);
      const [cat, red] = [
        view.page.getByRole('button', { name: 'cat' }),
        view.page.getByRole('button', { name: 'red' }),
      ];
      await cat.click();
      assert.equal(await cat.getAttribute('aria-pressed'), 'true');
      await view.page.getByText('“cat”: cosine with each patch, from 0.000 (dark) to 0.900 (light).').waitFor();
      assert.deepEqual(await brightest(view), 3);
      await red.focus();
      await view.page.keyboard.press('Enter');
      assert.deepEqual(await brightest(view), 0);
      assert.equal(await cat.getAttribute('aria-pressed'), 'false');
    },
  },

  'an answer of a newer version, and one that was edited by hand, are each a sentence': {
    show: async (view) => {
      await render(view, { ...answer, version: 2 });
      await view.page.getByText(/was written by a newer version of HoVLE/).waitFor();
      for (const damaged of [null, 7, {}, { version: 1, text: [] }, 'not JSON']) {
        await render(view, damaged);
        await view.page.getByText(/cannot be shown: its data was changed/).waitFor();
      }
    },
  },

  'an explanation that fails is a sentence, and one that does not fit together another': {
    show: async (view) => {
      await render(view, answer);
      await view.page.getByRole('button', { name: 'What does it rest on?' }).click();
      await reply(view, { id: '1', failure: 'The engine ended.' });
      await view.page.getByText('The engine ended.').waitFor();
      await reply(view, { id: '1', explanation: { ...explanation, similarity: 'AAAA' } });
      await view.page.getByText('The explanation cannot be read.').waitFor();
    },
  },

  'an explanation shows how far it is, is stopped and asked for again, all by keyboard': {
    show: async (view) => {
      await render(view, answer);
      const { page } = view;
      const [ask, stop] = ['What does it rest on?', 'Stop'].map((name) => page.getByRole('button', { name }));
      await ask!.press('Enter');
      await page.getByText('Comparing the words with the picture …').waitFor();
      assert.ok(await isFocused(stop!), 'where it was asked for, it can be stopped');
      await reply(view, { id: '1', progress: 'Loading the model 40 % …' });
      await page.getByText('Loading the model 40 % …').waitFor();
      assert.deepEqual(await view.violations(), []);
      assert.ok(await isFocused(stop!), 'what is told leaves the focus where it is');
      await page.keyboard.press('Enter');
      assert.deepEqual((await view.sent()).at(-1), { kind: 'stop', id: '1' });
      await reply(view, { id: '1', failure: 'Stopped.' });
      await page.getByText('Stopped.').waitFor();
      assert.deepEqual([await stop!.count(), await isFocused(ask!)], [0, true]);
      assert.deepEqual(await view.violations(), []);
      await page.keyboard.press('Enter');
      assert.deepEqual((await view.sent()).at(-1), { kind: 'explain', id: '1', mark: '["A red cat.",null]' });
      await reply(view, { id: '1', explanation });
      await page.locator('canvas').waitFor();
      assert.ok(await isFocused(page.getByLabel('Method')), 'what came begins where the button was');
    },
  },

  'whoever is elsewhere when an explanation fails stays there': {
    show: async (view) => {
      await render(view, { ...answer, text: 'A [link](https://example.com).' });
      const ask = view.page.getByRole('button', { name: 'What does it rest on?' });
      const link = view.page.getByRole('link');
      await ask.click();
      await link.focus();
      await reply(view, { id: '1', failure: 'The engine ended.' });
      await view.page.getByText('The engine ended.').waitFor();
      assert.ok(await isFocused(link));
      await ask.click();
      await view.page.getByText('Comparing the words with the picture …').waitFor();
    },
  },

  'the words of a model act on nothing': {
    show: async (view) => {
      await render(view, {
        ...answer,
        text: '<img src=x onerror=alert(1)> [run](command:a) <script>alert(1)</script>',
      });
      assert.equal(await view.page.locator('.words').locator('img, script, a').count(), 0);
    },
  },

  'an answer that is JSON keeps its lines, and one that only looks like it is words': {
    show: async (view) => {
      const text = JSON.stringify({ circles: 3, names: ['red '.repeat(60)] }, null, 2);
      await render(view, { ...answer, text });
      assert.equal((await view.page.locator('.words pre').innerText()).trim(), text);
      assert.deepEqual(await view.violations(), []);
      await fitsItsWidth(view);
      await render(view, { ...answer, text: '[sic] {' });
      await view.page.locator('.words p', { hasText: '[sic] {' }).waitFor();
    },
  },

  'where no one answers, nothing is asked': {
    show: async (view) => {
      await render(view, answer, 'none');
      await view.page.getByText('nano · int8 · cpu').waitFor();
      assert.equal(await view.page.getByRole('button').count(), 0);
    },
  },
};

const answer = { version: 1, text: 'A red cat.', model: 'nano', precision: 'int8', device: 'cpu', trained: false };

/** Two by two patches; the word `cat` is nearest to the last, `red` to the first. */
const explanation = {
  pieces: [
    { text: ' A', probability: 0.9 },
    { text: ' red', probability: 0.3 },
    { text: ' c', probability: 0.2 },
    { text: 'at', probability: 0.2 },
  ],
  patches: [0, 1, 2, 3].map((i) => ({
    ...{ kind: 'patch', image: 0, tile: 0, row: Math.floor(i / 2), column: i % 2, thumbnail: false },
  })),
  similarity: base64(Float32Array.from([0, 0, 0, 0, 0.8, 0, 0, 0, 0, 0, 0, 0.9, 0, 0, 0, 0.9]).buffer),
  pictures: [
    {
      ...{ path: 'cat.png', width: 8, height: 8, grid: [1, 1], tiles: 1, shownWidth: 8, shownHeight: 8 },
      rgb: base64(new Uint8Array(192).fill(90).buffer),
    },
  ],
};

function base64(buffer: ArrayBuffer): string {
  return Buffer.from(buffer).toString('base64');
}

async function isFocused(one: Locator): Promise<boolean> {
  return (await one.and(one.page().locator(':focus')).count()) === 1;
}

async function isAccessible(view: WebviewPage): Promise<void> {
  await render(view, answer);
  assert.deepEqual(await view.violations(), []);
  await explain(view);
  await view.page.getByRole('button', { name: 'cat' }).click();
  assert.deepEqual(await view.violations(), []);
}

const render = (view: WebviewPage, value: unknown, messaging?: 'none') =>
  renderOutput(view, 'answerRenderer', value, messaging);

async function explain(view: WebviewPage): Promise<void> {
  await view.page.getByRole('button', { name: 'What does it rest on?' }).click();
  assert.deepEqual((await view.sent()).at(-1), { kind: 'explain', id: '1', mark: '["A red cat.",null]' });
  await reply(view, { id: '1', explanation });
  await view.page.locator('canvas').waitFor();
  await view.page.getByLabel('Method').selectOption('similarity');
}

/** The patch, row by row, that the map shows brightest. */
async function brightest(view: WebviewPage): Promise<number> {
  return view.page.evaluate(`(() => {
    const pixels = document.querySelector('canvas').getContext('2d').getImageData(0, 0, 8, 8).data;
    const light = [0, 1, 2, 3].map((i) => pixels[(Math.floor(i / 2) * 4 * 8 + (i % 2) * 4 + 9) * 4]);
    return light.indexOf(Math.max(...light));
  })()`);
}
