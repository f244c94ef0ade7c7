import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { PanelTurn } from '../../../src/webview/protocol.ts';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { claimsOf, fitsItsWidth, inAllLooks } from '../onView.ts';
import { pictures, receive, talked, turn, withoutReady } from '../panelView.ts';
import type { ViewClaim } from '../onView.ts';
import type { WebviewPage } from '../webviewPage.ts';
import { questionClaims } from './panelQuestions.ts';

/** What holds of the answer panel in any page, without the editor. */
export function panelViewClaims(browser: Browser): Claims {
  const looks = inAllLooks('the answer panel is accessible', [1200, 300], (view, { theme, width }) =>
    isAccessible(view, `panel-view-${theme}-${width}`),
  );
  return claimsOf(browser, { name: 'answerPanel' }, { ...looks, ...panelClaims, ...questionClaims });
}

/** Empty, with a conversation, with an editor open and with a document open. */
async function isAccessible(view: WebviewPage, name: string): Promise<void> {
  await receive(view, { pictures: [], turns: [] });
  await view.page.getByText(/^Add, paste or drop a picture/).waitFor();
  assert.deepEqual(await view.violations(), []);
  await receive(view, talked);
  await view.page.locator('.turn').first().waitFor();
  await view.screenshot(name);
  assert.deepEqual(await view.violations(), []);
  await view.page.getByRole('button', { name: 'Edit the question and ask again from here' }).first().click();
  assert.deepEqual(await view.violations(), []);
  await receive(view, { ...talked, parts: { kind: 'pages', name: 'report.pdf', page: 2, pages: 12 } });
  await view.page.getByText('Page 2 of 12').waitFor();
  assert.deepEqual(await view.violations(), []);
  await fitsItsWidth(view);
}

const panelClaims: Readonly<Record<string, ViewClaim>> = {
  'a picture of the answer panel is enlarged and moved by keys and by pointer': {
    show: async (view) => {
      await receive(view, talked);
      const frame = view.page.getByRole('group', { name: /^square\.png: \+ and − zoom/ });
      const before = await boxOf(frame);
      await frame.focus();
      for (const key of ['+', '+', 'ArrowRight']) await view.page.keyboard.press(key);
      await view.page.getByText('225 %').waitFor();
      assert.deepEqual(await boxOf(frame), before);
      await view.page.keyboard.press('0');
      await frame.dblclick();
      await view.page.getByText('300 %').waitFor();
      await view.page.getByRole('button', { name: 'The whole picture (0)' }).click();
      await view.page.getByText('300 %').waitFor({ state: 'hidden' });
    },
  },

  'an enlarged picture is moved by keys, by dragging and by the wheel, as far as its edge': {
    show: async (view) => {
      await receive(view, talked);
      const frame = view.page.locator('.zoom');
      const { x, y, width, height } = await boxOf(frame);
      await frame.focus();
      for (let i = 0; i < 4; i++) await view.page.keyboard.press('+');
      for (let i = 0; i < 30; i++) await view.page.keyboard.press('ArrowRight');
      assert.equal(await colourUnder(view, '.zoom'), 'blue');
      await view.page.mouse.move(x + width * 0.1, y + height / 2);
      await view.page.mouse.down();
      for (let times = 0; times < 8; times++) {
        await view.page.mouse.move(x + width * 0.9, y + height / 2, { steps: 3 });
        await view.page.mouse.up();
        await view.page.mouse.move(x + width * 0.1, y + height / 2);
        await view.page.mouse.down();
      }
      await view.page.mouse.up();
      assert.equal(await colourUnder(view, '.zoom'), 'red');
      await view.page.mouse.move(x + width / 2, y + height / 2);
      await view.page.mouse.wheel(0, 5000);
      await view.page.locator('.zoom:not(.enlarged)').waitFor();
    },
  },

  'a loupe goes over the picture by pointer and by keys, and shows what lies under it three times as large': {
    show: async (view) => {
      await receive(view, talked);
      await view.page.getByRole('button', { name: 'Loupe (L)' }).click();
      const frame = view.page.locator('.zoom');
      const box = await boxOf(frame);
      // The red square ends at half of the width.
      for (const [x, colour] of [
        [0.25, 'red'],
        [0.75, 'blue'],
      ] as const) {
        await view.page.mouse.move(box.x + box.width * x, box.y + box.height / 2);
        assert.equal(await colourUnder(view, '.loupe'), colour);
      }
      await frame.focus();
      for (let i = 0; i < 25; i++) await view.page.keyboard.press('ArrowLeft');
      assert.equal(await colourUnder(view, '.loupe'), 'red');
      await view.page.keyboard.press('l');
      await view.page.locator('.loupe').waitFor({ state: 'hidden' });
    },
  },

  'pictures are put in order, left out and removed by keys': {
    show: async (view) => {
      await receive(view, talked);
      await view.page.getByRole('button', { name: 'square.png, picture 1 of 2' }).focus();
      await view.page.keyboard.press('Alt+ArrowRight');
      await view.page.keyboard.press('ArrowRight');
      await view.page.keyboard.press('Delete');
      await view.page.getByRole('checkbox', { name: 'Ask about square.png' }).press('Space');
      assert.deepEqual(withoutReady(await view.sent()), [
        { kind: 'move', id: 'a', to: 1 },
        { kind: 'remove', id: 'b' },
        { kind: 'setAsked', id: 'a', isAsked: false },
      ]);
    },
  },

  'pictures are put in order by dragging': {
    show: async (view) => {
      await receive(view, talked);
      const [first, second] = [view.page.locator('.item').nth(0), view.page.locator('.item').nth(1)];
      await first.dragTo(second);
      assert.deepEqual(withoutReady(await view.sent()), [{ kind: 'move', id: 'a', to: 1 }]);
    },
  },

  'a pasted picture goes to the editor with its bytes, pasted text into the question': {
    show: async (view) => {
      await receive(view, talked);
      await view.page.evaluate(transferring('paste', `transfer.items.add(${pngFile})`));
      await view.until('sentMessages.some(({ kind }) => kind === "addFiles")');
      const added: { name: string; mime: string; bytes: number }[] = await view.page.evaluate(
        'sentMessages.find(({ kind }) => kind === "addFiles").files.map(({ name, mime, bytes }) => ({ name, mime, bytes: bytes.length }))',
      );
      assert.deepEqual(added, [{ name: 'shot.png', mime: 'image/png', bytes: 4 }]);
      await view.page.evaluate(transferring('paste', `transfer.setData('text/plain', 'words')`));
      assert.equal((await view.sent()).filter(({ kind }) => kind === 'addFiles').length, 1);
    },
  },

  'files of the Explorer are dropped by their addresses, others by their bytes; what is no picture is said to be none':
    {
      show: async (view) => {
        await receive(view, talked);
        await view.page.evaluate(
          transferring('drop', `transfer.setData('text/uri-list', 'file:///w/a.png\\r\\nfile:///w/b.pdf')`),
        );
        await view.page.evaluate(transferring('drop', `transfer.items.add(${pngFile})`));
        await view.until('sentMessages.some(({ kind }) => kind === "addFiles")');
        const [uris] = (await view.sent()).filter(({ kind }) => kind === 'addUris');
        assert.deepEqual(uris, { kind: 'addUris', uris: ['file:///w/a.png', 'file:///w/b.pdf'] });
        await view.page.evaluate(
          transferring('drop', `transfer.items.add(new File(['x'], 'a.txt', { type: 'text/plain' }))`),
        );
        await view.page.getByRole('alert').getByText('There is no picture, PDF document or video in this.').waitFor();
      },
    },

  'an answer that grows is read aloud by whole sentences, and its end once': {
    show: async (view) => {
      await view.page.evaluate(`
        window.said = [];
        new MutationObserver(() => said.push(document.querySelector('.spoken[aria-live]').textContent))
          .observe(document.querySelector('.spoken[aria-live]'), { childList: true });`);
      const words = 'It is a square. It is red. And it is still growing while';
      for (let length = 1; length <= words.length; length++)
        await receive(view, growing(words.slice(0, length), 'running'));
      await receive(view, growing(`${words} it is read.`, 'done'));
      await view.until(`said.join(' ').includes('it is read.')`);
      const said: string[] = await view.page.evaluate('said');
      assert.equal(said.join(' ').replace(/\s+/g, ' ').trim(), `${words} it is read. nano`);
      assert.ok(said.length <= 3, `It was said in ${said.length} pieces: ${said.join(' | ')}`);
    },
  },

  'pages are turned, only the newest is shown, and one is added': {
    show: async (view) => {
      await receive(view, { ...talked, parts: { kind: 'pages', name: 'report.pdf', page: 1, pages: 3 } });
      await view.page.getByRole('button', { name: 'Next page' }).click();
      await view.page.getByRole('slider', { name: 'Page of report.pdf' }).press('ArrowRight');
      await view.receive(`{ kind: 'page', page: 2, problem: 'An old page.' }`);
      await view.receive(`{ kind: 'page', page: 3, problem: 'It is damaged.' }`);
      await view.page.getByText('It is damaged.').waitFor();
      assert.equal(await view.page.getByText('An old page.').count(), 0);
      await view.page.getByRole('button', { name: 'Add page 3' }).click();
      await view.page.keyboard.press('Escape');
      assert.deepEqual(withoutReady(await view.sent()), [
        { kind: 'turnTo', page: 2 },
        { kind: 'turnTo', page: 3 },
        { kind: 'addPage', page: 3 },
        { kind: 'closeParts' },
      ]);
    },
  },

  'what was being written, and which picture was looked at, outlive the page': {
    options: { kept: { conversation: 'c', draft: 'What is the', shown: 'b' } },
    show: async (view) => {
      await receive(view, talked);
      assert.equal(await view.page.locator('.composer textarea').inputValue(), 'What is the');
      await view.page.locator('.stage .name', { hasText: 'circle.png' }).waitFor();
      await view.page.locator('.composer textarea').fill('What is the colour');
      const kept: unknown = await view.page.evaluate('keptState()');
      assert.deepEqual(kept, { conversation: 'c', draft: 'What is the colour', edits: [], shown: 'b' });
    },
  },

  'in a low and narrow panel an answer is read with what made it, without scrolling': {
    options: { width: 540, height: 570 },
    show: async (view) => {
      const square = pictures.slice(0, 1);
      await receive(view, { pictures: square, turns: [turn('What is this?', 'The picture shows one icon.')] });
      const note = await boxOf(view.page.locator('.turn .note'));
      const composer = await boxOf(view.page.locator('.composer'));
      await view.screenshot('panel-view-low');
      assert.ok(note.y + note.height <= composer.y, `${note.y + note.height} > ${composer.y}`);
    },
  },

  'a file that is no picture is not said to be one that the model may read': {
    show: async (view) => {
      const fake = { ...pictures[0]!, name: 'fake.png', imageUri: 'data:image/png;base64,AAAA' };
      await receive(view, { pictures: [fake, { ...fake, id: 'b', name: 'scan.tif' }], turns: [] });
      await view.page.getByText('This picture cannot be shown.', { exact: true }).waitFor();
      await view.page.getByRole('button', { name: 'scan.tif, picture 2 of 2' }).click();
      await view.page.getByText('This picture cannot be shown here. The model may still read it.').waitFor();
    },
  },

  'a picture that is gone is said to be, and HTML of an answer stays text': {
    show: async (view) => {
      const [square] = pictures;
      const problem = 'square.png is no longer where it was.';
      const text = '<img src=x onerror=alert(1)> [link](command:x) ![remote](https://example.com/a.png)';
      await receive(view, {
        pictures: [{ ...square!, imageUri: '', problem }],
        turns: [{ ...turn('What?', text), isTrained: false }],
      });
      await view.page.getByText(problem).first().waitFor();
      await view.page.getByText('Untrained model').waitFor();
      assert.equal(await view.page.locator('.answer img, .answer a[href^="command"]').count(), 0);
    },
  },
};

const growing = (text: string, state: PanelTurn['state']) => ({
  pictures,
  isRunning: state === 'running',
  turns: [{ ...turn('What?', text), state, note: state === 'running' ? '' : 'nano' }],
});

const pngFile = `new File([new Uint8Array([1, 2, 3, 4])], 'shot.png', { type: 'image/png' })`;

/** An event that brings something. */
function transferring(kind: 'paste' | 'drop', fill: string): string {
  const event =
    kind === 'paste'
      ? `new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })`
      : `new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })`;
  return `(() => { const transfer = new DataTransfer(); ${fill}; document.body.dispatchEvent(${event}); })()`;
}

/** The colour in the middle of an element as it is shown. */
async function colourUnder(view: WebviewPage, selector: string): Promise<string> {
  await view.drawn(50);
  const box = await boxOf(view.page.locator(selector));
  const clip = { x: box.x + box.width / 2, y: box.y + box.height / 2, width: 1, height: 1 };
  const png = (await view.page.screenshot({ clip })).toString('base64');
  const [red = 0, , blue = 0]: number[] = await view.page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${png}'), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = document.createElement('canvas').getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data];
  })()`);
  return red > blue ? 'red' : 'blue';
}
