import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { syntheticSurvey } from '../syntheticSurvey.ts';
import { openWebview, themeNames } from '../webviewPage.ts';
import type { WebviewOptions, WebviewPage } from '../webviewPage.ts';

/** What holds of the views in any page: they are opened without the editor, under its policy for scripts and styles. */
export function viewClaims(browser: Browser): Claims {
  const claims: Record<string, () => Promise<void>> = {};
  const claim = (name: string, options: Partial<WebviewOptions>, show: (view: WebviewPage) => Promise<void>) => {
    claims[name] = async () => {
      const view = await openWebview(browser, { name: 'embeddingExplorer', theme: 'dark', ...options });
      try {
        await show(view);
        assert.deepEqual(view.problems, []);
      } finally {
        await view.close();
      }
    };
  };

  for (const theme of themeNames)
    for (const width of [1200, 300])
      claim(`the explorer is accessible in ${theme}, ${width} pixels wide`, { theme, width }, isAccessible);

  claim('everything in the plot can be done by keys, and is said aloud', {}, async (view) => {
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
  });

  claim('the patches of a picture are reached by keys', {}, async (view) => {
    await fill(view, {});
    await view.page.locator('canvas.picture').focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await view.page.keyboard.press(key);
    await view.page.getByRole('heading', { name: 'tile 1 · row 2, column 2' }).waitFor();
  });

  claim('a lasso selects what it goes around', {}, async (view) => {
    await fill(view, {});
    const box = await view.page.locator('.plot').boundingBox();
    assert.ok(box);
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
  });

  claim(
    'choices are kept for the next time the page is loaded',
    { kept: { layer: 3, mapping: 'components', isFlat: false } },
    async (view) => {
      await fill(view, {});
      assert.equal(await view.page.locator('.layer-name').innerText(), 'Layer 3 · language 1 of 2');
      const kept = await view.page.evaluate<Record<string, unknown>>('keptState()');
      assert.deepEqual([kept['layer'], kept['mapping'], kept['isFlat']], [3, 'components', false]);
    },
  );

  claim('nonsense that was kept does no harm', { kept: { layer: 'x', colouring: [], subject: 7 } }, async (view) => {
    await fill(view, {});
    assert.match(await view.page.locator('.layer-name').innerText(), /^Layer 2/);
  });

  claim('without WebGL the points are drawn all the same', { webgl: false }, async (view) => {
    await fill(view, {});
    await view.page.getByText('Drawn without a graphics card.').waitFor();
    assert.ok((await inkOf(view)) > 300);
  });

  claim('when WebGL is lost, the points are drawn without it', {}, async (view) => {
    await fill(view, {});
    const lose =
      "document.querySelector('canvas.points').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()";
    await view.page.evaluate(lose);
    await view.page.getByText('Drawn without a graphics card.').waitFor();
    assert.ok((await inkOf(view)) > 300);
  });

  claim('vectors with values that are no numbers are counted, and the others are shown', {}, async (view) => {
    await fill(view, { broken: true });
    await view.page.getByText(/\d+ vectors have values that are no numbers/).waitFor();
    await view.page.locator('.plot').focus();
    await view.page.keyboard.press('ArrowRight');
    await view.page.locator('.neighbours li').first().waitFor();
  });

  claim('words without a picture, a single point and no point are each said in a sentence', {}, async (view) => {
    await fill(view, { pictures: 0 });
    await view.page.getByText('There is no picture: these are words alone.').waitFor();
    await fill(view, { pictures: 0, words: 1 });
    await view.page.locator('.plot').focus();
    await view.page.keyboard.press('ArrowRight');
    await view.page.getByRole('heading', { name: '“red”' }).waitFor();
    await view.receive(`(window.made = ${syntheticSurvey({ pictures: 0, words: 0 })}).message`);
    await view.page.getByText('There is nothing to see: no patch and no word.').waitFor();
  });

  claim('a failure is a sentence with a way on', {}, async (view) => {
    await view.receive(`{ kind: 'failed', text: 'The engine ended.' }`);
    await view.page.getByText('The engine ended.').waitFor();
    await view.page.getByRole('button', { name: 'Try again' }).click();
    assert.equal((await view.sent()).filter(({ kind }) => kind === 'ready').length, 2);
  });

  claim('who wants less motion sees points arrive at once', { reducedMotion: true }, async (view) => {
    await fill(view, {});
    await view.page.locator('.layers input').fill('0');
    const [first, second] = [await picture(view), await picture(view)];
    assert.equal(first, second);
  });

  claim('files of the points are handed to the editor', {}, async (view) => {
    await fill(view, {});
    await view.page.locator('.exports summary').click();
    for (const kind of ['PNG', 'SVG', 'CSV', 'safetensors'])
      await view.page.getByRole('button', { name: kind }).click();
    await view.until(
      'sentMessages.some(({ kind }) => kind === "exportVectors") && sentMessages.filter(({ kind }) => kind === "export").length === 3',
    );
    const files = (await view.sent()).filter(({ kind }) => kind === 'export');
    assert.deepEqual(
      files.map(({ name }) => name).sort(),
      ['csv', 'png', 'svg'].map((kind) => `embedding-layer-2.${kind}`),
    );
    assert.ok(files.every(({ bytes }) => parseInt(String(bytes)) > 1000));
  });
  return claims;
}

async function isAccessible(view: WebviewPage): Promise<void> {
  assert.deepEqual(await view.violations(), []);
  await fill(view, { pictures: 2 });
  await view.page.locator('.plot').focus();
  await view.page.keyboard.press('ArrowRight');
  await view.page.locator('.neighbours li').first().waitFor();
  assert.deepEqual(await view.violations(), []);
  const widest: number = await view.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  assert.ok(widest <= 0, `The page is ${widest} pixels wider than the window.`);
}

/** Sends a survey and the vectors of the layer that is shown. */
async function fill(view: WebviewPage, size: Parameters<typeof syntheticSurvey>[0]): Promise<void> {
  await view.receive(`(window.made = ${syntheticSurvey(size)}).message`);
  const count = (await view.sent()).filter(({ kind }) => kind === 'vectors').length;
  await view.until(`sentMessages.filter(({ kind }) => kind === 'vectors').length > ${count}`);
  await view.receive('made.vectors(sentMessages.findLast(({ kind }) => kind === "vectors").layer)');
}

/** Pixels of the plot that are not its ground. */
async function inkOf(view: WebviewPage): Promise<number> {
  await view.page.waitForTimeout(200);
  return view.page.evaluate(`(() => {
    const canvas = document.querySelector('canvas.points');
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    copy.getContext('2d').drawImage(canvas, 0, 0);
    const pixels = copy.getContext('2d').getImageData(0, 0, copy.width, copy.height).data;
    return pixels.filter((value, i) => i % 4 === 3 && value > 100).length;
  })()`);
}

async function picture(view: WebviewPage): Promise<string> {
  await view.page.waitForTimeout(60);
  return (await view.page.locator('.plot').screenshot()).toString('base64');
}
