import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { claimsOf, fitsItsWidth, inAllLooks } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import { outputPage, renderOutput, servePictures } from '../outputPage.ts';
import { captions, comparison, eachPicture, embedding } from '../outputSamples.ts';
import type { WebviewPage } from '../webviewPage.ts';

/** What holds of captions, comparisons and spaces in notebooks, in a page as the notebook has it. */
export function outputClaims(browser: Browser): Claims {
  const claims = Object.entries(samples).map(([renderer, sample]) => {
    const own = Object.entries(behaviour).filter(([, claim]) => claim.renderer === renderer);
    return claimsOf(browser, outputPage(renderer), {
      ...inAllLooks(`an output of the ${renderer} is accessible`, [800, 300], async (view, { theme, width }) => {
        await servePictures(view);
        await renderOutput(view, renderer, await sample());
        await view.page.locator('.hovle-output').first().waitFor();
        if (renderer === 'embeddingRenderer') await view.page.locator('canvas.picture').waitFor();
        if (renderer === 'comparisonRenderer') await view.page.getByRole('combobox').selectOption('0');
        await view.drawn(100);
        await view.page.screenshot({ path: `.cache/screenshots/${renderer}-${theme}-${width}.png` });
        assert.deepEqual(await view.violations(), []);
        await fitsItsWidth(view);
      }),
      [`what the ${renderer} cannot show is a sentence`]: {
        show: async (view) => areSentences(view, renderer, await sample()),
      },
      ...Object.fromEntries(own.map(([name, { show }]) => [name, { show: withPictures(show) }])),
    });
  });
  return Object.assign({}, ...claims) as Claims;
}

const withPictures = (show: ViewClaim['show']) => async (view: WebviewPage) => {
  await servePictures(view);
  await show(view);
};

const samples: Readonly<Record<string, () => Promise<object>>> = {
  captionsRenderer: async () => captions,
  comparisonRenderer: async () => comparison,
  embeddingRenderer: embedding,
};

async function areSentences(view: WebviewPage, renderer: string, sample: object): Promise<void> {
  await renderOutput(view, renderer, { ...sample, version: 2 });
  await view.page.getByText(/was written by a newer version of HoVLE/).waitFor();
  const lists = ['captions', 'answers', 'layers', 'pictures', 'tokens'].filter((name) => name in sample);
  const damaged = lists.flatMap((name) =>
    [7, [null], [7], [{}], { holistic: 3 }].map((value) => ({ ...sample, [name]: value })),
  );
  for (const value of [null, 7, [], {}, { version: 1 }, { ...sample, version: 'x' }, 'not JSON', ...damaged]) {
    await view.page.evaluate(`document.getElementById('output').replaceChildren()`);
    await renderOutput(view, renderer, value);
    await view.page.getByText(/cannot be shown: its data was changed/).waitFor();
  }
}

const behaviour: Readonly<Record<string, { renderer: string; show: (view: WebviewPage) => Promise<void> }>> = {
  'captions are sorted with numbers as numbers, found, and saved as they are shown': {
    renderer: 'captionsRenderer',
    show: async (view) => {
      await renderOutput(view, 'captionsRenderer', captions);
      const { page } = view;
      const names = () => page.locator('tbody th').allTextContents();
      assert.deepEqual(await names(), ['b9.png', 'b10.png', 'sub/a picture.png']);
      await page.getByRole('button', { name: 'File' }).press('Enter');
      assert.deepEqual(await names(), ['sub/a picture.png', 'b10.png', 'b9.png']);
      assert.equal(await page.locator('th.name').getAttribute('aria-sort'), 'descending');
      await page.getByRole('searchbox', { name: 'Find' }).fill('circle b10');
      await page.getByText('1 of 3').waitFor();
      assert.deepEqual(await names(), ['b10.png']);
      assert.equal(await saved(view, 'captions.csv'), 'file,caption\nb10.png,A red circle.\n');
      await page.getByRole('searchbox', { name: 'Find' }).fill('');
      assert.match(await saved(view, 'captions.csv'), /b9\.png,"'=2\+3, ""two"", a <b>square<\/b>"/);
      assert.match(await saved(view, 'captions.jsonl'), /"file":"sub\/a picture\.png","problem":/);
      const sources = await page
        .locator('tbody img')
        .evaluateAll((images) => images.map((image) => String(image.getAttribute('src'))));
      assert.deepEqual(sources, ['./sub/a%20picture.png', './b10.png', './b9.png']);
    },
  },

  'what is typed into the search of captions goes on while more of them come': {
    renderer: 'captionsRenderer',
    show: async (view) => {
      const all = Array.from({ length: 60 }, (_, i) => ({ name: `p${i}.png`, text: `Picture ${i} is red.` }));
      const live = (count: number) => ({ ...captions, captions: all.slice(0, count) });
      await renderOutput(view, 'captionsRenderer', live(40));
      const find = view.page.getByRole('searchbox', { name: 'Find' });
      await find.pressSequentially('is red');
      for (let i = 0; i < 3; i++) await find.press('ArrowLeft');
      await renderOutput(view, 'captionsRenderer', live(60));
      await view.page.getByText('60 of 60').waitFor();
      await view.page.keyboard.type('very ');
      assert.equal(await find.inputValue(), 'is very red');
      await view.page.getByText('0 of 60').waitFor();
      for (let i = 0; i < 5; i++) await view.page.keyboard.press('Backspace');
      await view.page.getByText('60 of 60').waitFor();
      assert.equal(await view.page.evaluate("document.querySelectorAll('tbody tr').length"), 60);
    },
  },

  'pictures of captions are not loaded again when more of them come, and the table stays where it was scrolled to': {
    renderer: 'captionsRenderer',
    show: async (view) => {
      const all = Array.from({ length: 60 }, (_, i) => ({ name: `p${i}.png`, text: `Picture ${i} is red.` }));
      await renderOutput(view, 'captionsRenderer', { ...captions, captions: all.slice(0, 40) });
      await view.page.evaluate(`
        window.rows = [...document.querySelectorAll('tbody tr')];
        document.querySelector('.scrolled').scrollTop = 200;
        document.querySelector('a.button').focus();
        window.place = rows[10].getBoundingClientRect().top;`);
      // The last comes first: it is another picture of the same name.
      await renderOutput(view, 'captionsRenderer', { ...captions, captions: [...all.slice(0, 40), all[59]!, all[0]!] });
      await view.page.getByText('42 of 42').waitFor();
      assert.equal(await view.page.evaluate('rows.every(({ isConnected }) => isConnected)'), true);
      const moved = await view.page.evaluate<number>('rows[10].getBoundingClientRect().top - place');
      assert.ok(Math.abs(moved) < 1, `What was read has moved by ${moved} pixels.`);
      assert.equal(await view.page.evaluate('document.activeElement.textContent'), 'captions.csv');
    },
  },

  'names that lead elsewhere load nothing, and no captions are a sentence': {
    renderer: 'captionsRenderer',
    show: async (view) => {
      const names = ['https://evil.test/a.png', '../up.png', '/etc/a.png', 'a//b.png', ''];
      const elsewhere = names.map((name) => ({ name, text: 'x' }));
      await renderOutput(view, 'captionsRenderer', { ...captions, captions: elsewhere });
      assert.equal(await view.page.locator('tbody tr').count(), names.length);
      assert.equal(await view.page.locator('tbody img').count(), 0);
      await renderOutput(view, 'captionsRenderer', { ...captions, captions: [] });
      await view.page.getByText('There is no caption yet.').waitFor();
    },
  },

  'differences are marked from the model that is chosen, and stay marked when the output is drawn again': {
    renderer: 'comparisonRenderer',
    show: async (view) => {
      await renderOutput(view, 'comparisonRenderer', comparison);
      await view.page.getByRole('combobox', { name: 'Mark differences from' }).selectOption('0');
      for (let times = 0; times < 2; times++) {
        const other = view.page.getByRole('article', { name: 'other' });
        assert.deepEqual(await other.locator('ins').allTextContents(), ['blue']);
        // The other writes it in bold; what is compared is what is read.
        assert.deepEqual(await other.locator('del').allTextContents(), ['red']);
        await other.getByText('81 % in common with nano').waitFor();
        await renderOutput(view, 'comparisonRenderer', comparison);
      }
      await view.page
        .getByRole('article', { name: 'third' })
        .getByText('No answer. Its checkpoint is damaged.')
        .waitFor();
    },
  },

  'the list of answers to differ from keeps the focus, and an answer that is there its place, while others come': {
    renderer: 'comparisonRenderer',
    show: async (view) => {
      const { answers } = comparison;
      const third = (text: string) => ({
        name: 'third',
        model: 'third',
        trained: true,
        state: 'running',
        text,
        stage: '',
      });
      const live = (text: string) => ({ ...comparison, answers: [...answers.slice(0, 2), third(text)] });
      await renderOutput(view, 'comparisonRenderer', live('A'));
      const chooser = view.page.getByRole('combobox', { name: 'Mark differences from' });
      await chooser.focus();
      await renderOutput(view, 'comparisonRenderer', live('A green'));
      await view.page.getByText('A green').waitFor();
      await view.page.keyboard.press('ArrowDown');
      await view.page.getByRole('article', { name: 'other' }).locator('ins', { hasText: 'blue' }).waitFor();
      await view.page.evaluate("window.first = document.querySelector('article')");
      await renderOutput(view, 'comparisonRenderer', comparison);
      await view.page.getByText('No answer. Its checkpoint is damaged.').waitFor();
      assert.equal(await view.page.evaluate('first.isConnected'), true);
      assert.equal(await view.page.evaluate('document.activeElement.tagName'), 'SELECT');
      assert.equal(await chooser.inputValue(), '0');
    },
  },

  'answers about pictures stand under their names, and what made them is told': {
    renderer: 'comparisonRenderer',
    show: async (view) => {
      await renderOutput(view, 'comparisonRenderer', eachPicture);
      const { page } = view;
      assert.deepEqual(await page.locator('h3').allTextContents(), ['a.png (before)', 'a.png (after)']);
      assert.deepEqual((await page.locator('thead th').allTextContents()).slice(0, 2), ['Picture', 'First word']);
      assert.deepEqual(await page.locator('td:last-child').allTextContents(), [
        'hovle-nano · int8 · cpu · very small, often wrong',
        'hovle-nano · int8 · cpu · very small, often wrong',
      ]);
      await view.page.screenshot({ path: '.cache/screenshots/comparisonRenderer-pictures.png' });
      assert.deepEqual(await view.violations(), []);
    },
  },

  'models that wait and that answer are told apart, and their words act on nothing': {
    renderer: 'comparisonRenderer',
    show: async (view) => {
      const running = {
        name: 'b',
        trained: true,
        state: 'running',
        text: 'On <img src=x> [run](command:a)',
        stage: '',
      };
      const answers = [{ name: 'a', trained: true, state: 'waiting' }, running];
      await renderOutput(view, 'comparisonRenderer', { version: 1, answers });
      await view.page.getByText('Waits for its turn.').waitFor();
      await view.page.getByText('Answers …').waitFor();
      assert.equal(await view.page.locator('#output').locator('img, a, select:visible, table:visible').count(), 0);
    },
  },

  'a space is walked by keys, linked with its picture, and opened in the explorer': {
    renderer: 'embeddingRenderer',
    show: async (view) => {
      const { page } = view;
      await renderOutput(view, 'embeddingRenderer', await embedding());
      await page.locator('canvas.picture').waitFor();
      await view.drawn(200);
      assert.ok(await page.evaluate(hasColour), 'points have the colours of their patches');
      await page.locator('.plot').focus();
      await page.keyboard.press('ArrowRight');
      await page
        .getByRole('status')
        .getByText(/^(“\w+”|tile 1 · row \d, column \d) · Layer 2/)
        .waitFor();
      await page.locator('canvas.picture').focus();
      await page.keyboard.press('ArrowDown');
      await page
        .getByRole('status')
        .getByText(/tile 1 · row \d, column \d · Layer 2/)
        .waitFor();
      await page.getByRole('slider', { name: 'Layer' }).fill('0');
      await page
        .getByRole('status')
        .getByText(/ · Layer 0/)
        .waitFor();
      await page.getByRole('button', { name: 'Open in the Embedding Explorer' }).press('Enter');
      const sent = await view.sent();
      assert.deepEqual(sent.at(-1), { kind: 'explore', images: ['cat.png'], words: 'red cat sky', model: 'nano' });
    },
  },

  'buttons of a space have the colours of the theme, though the notebook was there before them': {
    renderer: 'embeddingRenderer',
    show: async (view) => {
      await renderOutput(view, 'embeddingRenderer', await embedding());
      await view.page.getByRole('button', { name: 'Play' }).waitFor();
      const [own, wanted] = await view.page.evaluate<string[]>(`(() => {
        const probe = document.createElement('p');
        probe.style.backgroundColor = 'var(--vscode-button-secondaryBackground)';
        document.body.append(probe);
        const play = document.querySelector('vscode-button');
        return [play, probe].map((one) => getComputedStyle(one).backgroundColor);
      })()`);
      assert.equal(own, wanted);
    },
  },

  'a space of nothing, of vectors that are none and of a picture that cannot be read is still shown': {
    renderer: 'embeddingRenderer',
    show: async (view) => {
      const whole = (await embedding()) as { layers: { points: string }[]; pictures: object[] };
      const nothing = { holistic: [], language: [] };
      await renderOutput(view, 'embeddingRenderer', {
        ...whole,
        tokens: nothing,
        layers: whole.layers.map((layer) => ({ ...layer, points: '' })),
      });
      await view.page.getByText('There is nothing to see: no patch and no word.').waitFor();
      const none = Buffer.from(new Int16Array(2 * 19).fill(-32_768).buffer).toString('base64');
      const pictures = whole.pictures.map((picture) => ({ ...picture, png: 'AAAA' }));
      await renderOutput(view, 'embeddingRenderer', {
        ...whole,
        pictures,
        layers: whole.layers.map((layer) => ({ ...layer, points: none })),
      });
      await view.page.locator('canvas.picture').waitFor();
      await view.page.getByText('Numbers of each layer').first().click();
      await view.page.getByRole('rowheader', { name: /Layer 0/ }).waitFor();
    },
  },

  'outputs speak the language of the editor once it has told them': {
    renderer: 'comparisonRenderer',
    show: async (view) => {
      await renderOutput(view, 'comparisonRenderer', comparison);
      assert.deepEqual((await view.sent())[0], { kind: 'texts' });
      await view.page.evaluate(`reply({ kind: 'texts', texts: { 'Tokens a second': '每秒词元数' } })`);
      await view.page.getByText('每秒词元数').waitFor();
    },
  },

  'what a plot is called where it is read aloud is in that language, too': {
    renderer: 'embeddingRenderer',
    show: async (view) => {
      await renderOutput(view, 'embeddingRenderer', await embedding());
      await view.page.evaluate(`reply({ kind: 'texts', texts: { plot: '图' } })`);
      await view.page.locator('.plot[aria-roledescription=图]').waitFor();
    },
  },
};

/** What the link of this name saves. */
async function saved(view: WebviewPage, name: string): Promise<string> {
  const href = await view.page.getByRole('link', { name }).getAttribute('href');
  return Buffer.from(href?.split('base64,')[1] ?? '', 'base64').toString('utf8');
}

/** An expression of the page: whether the plot has an orange pixel, as the picture has. */
const hasColour = `(() => {
  const canvas = document.querySelector('.plot canvas.points');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, i) => i % 4 === 0 && value > 200 && data[i + 1] > 120 && data[i + 2] < 60 && data[i + 3] > 200);
})()`;
