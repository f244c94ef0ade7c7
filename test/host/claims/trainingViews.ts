import assert from 'node:assert/strict';
import type { Browser, Locator } from 'playwright-core';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { stagedRun } from '../stagedRun.ts';
import { syntheticRun } from '../syntheticRun.ts';
import { claimsOf, fitsItsWidth, inAllLooks } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import type { WebviewPage } from '../webviewPage.ts';

/** What holds of the training dashboard in any page, without the editor. */
export function trainingViewClaims(browser: Browser): Claims {
  const looks = inAllLooks('the training dashboard is accessible', [1200, 300], async (view, { theme, width }) => {
    await view.page.setViewportSize({ width, height: 1400 });
    assert.deepEqual(await view.violations(), []);
    await fill(view);
    for (const details of await view.page.locator('.chart details summary').all()) await details.click();
    assert.deepEqual(await view.violations(), []);
    await fitsItsWidth(view);
    await view.page.locator('vscode-dropdown[aria-label=Across]').click();
    await view.page.locator('vscode-option[value=hours]').waitFor();
    assert.deepEqual(await view.violations(), []);
    await view.page.keyboard.press('Escape');
    for (const details of await view.page.locator('.chart details summary').all()) await details.click();
    await view.page.screenshot({
      path: `.cache/screenshots/dashboard-${theme.replace(/ /g, '-')}-${width}.png`,
      fullPage: true,
    });
  });
  return claimsOf(browser, { name: 'trainingDashboard' }, { ...looks, ...dashboardClaims });
}

const dashboardClaims: Readonly<Record<string, ViewClaim>> = {
  'curves are read out by keys, zoomed, and shown as a whole again': {
    show: async (view) => {
      await fill(view);
      const plot = view.page.locator('.chart .plot').first();
      await plot.focus();
      await view.page.keyboard.press('Home');
      const spoken = view.page.locator('.chart .spoken').first();
      assert.match((await spoken.textContent()) ?? '', /^Step 1, colours 3\.\d+, /);
      await view.page.keyboard.press('ArrowRight');
      assert.doesNotMatch((await spoken.textContent()) ?? '', /^Step 1,/);
      for (const key of ['End', '+', '+']) await view.page.keyboard.press(key);
      await view.page.getByRole('button', { name: 'Show all' }).click();
      await view.page.getByRole('button', { name: 'Show all' }).waitFor({ state: 'hidden' });
    },
  },

  'each chart shows what the run has written, from the loss to the memory': {
    show: async (view) => {
      await fill(view);
      // The run that is shown is made of formulas, whose values at its last step are these.
      const last = {
        Loss: 3.2 / 7 + 0.15 + 0.06 * Math.sin(120 * 12.9898),
        'Learning rate': 0.001 * (0.55 + 0.45 * Math.cos(120 / 130)),
        'Length of the gradient': 1 + 0.3 * Math.sin(125 * 12.9898),
        'Samples a second': 80 + 3 * Math.sin(120 * 12.9898),
        Memory: 1.32,
      };
      for (const [title, value] of Object.entries(last)) {
        const label = await view.page.locator(`.chart .plot[aria-label^="${title}."]`).getAttribute('aria-label');
        const told = Number(/colours: last ([\d.e-]+)/.exec(label ?? '')?.[1]);
        assert.ok(Math.abs(told - value) < 0.01 * value, `${title}: ${label}`);
      }
      assert.equal(await view.page.locator('.chart').count(), 6);
    },
  },

  'curves are smoothed and drawn in powers of ten where that is wanted, and laid out over hours': {
    show: async (view) => {
      await fill(view);
      const loss = view.page.locator('.chart').first();
      // The length of the gradient goes up and down about one value.
      const gradients = view.page.locator('.chart').nth(3);
      const gradient = gradients.locator('.curve').first();
      const rough = roughness(await gradient.getAttribute('d'));
      await untilDrawnAnew(gradients, () => view.page.getByRole('slider', { name: 'Smoothing' }).fill('0.9'));
      const smooth = roughness(await gradient.getAttribute('d'));
      // The axis grows with what is left to show.
      assert.ok(smooth < 0.7 * rough, `${rough} became ${smooth}.`);
      const linear = await ticksOf(loss);
      await untilDrawnAnew(loss, () => view.page.locator('vscode-checkbox', { hasText: 'Logarithmic' }).click());
      const powers = await ticksOf(loss);
      // Equal steps on paper are equal differences, or equal factors.
      assert.ok(evenness(linear, (a, b) => a - b) < 0.02, JSON.stringify(linear));
      assert.ok(evenness(powers, (a, b) => Math.log(a / b)) < 0.02, JSON.stringify(powers));
      await view.page.locator('vscode-dropdown[aria-label=Across]').click();
      await view.page.locator('vscode-option[value=hours]').click();
      await loss.locator('.plot').focus();
      await view.page.keyboard.press('End');
      // 120 steps of 0.4 s.
      await loss.locator('.where', { hasText: /0\.013/ }).waitFor();
    },
  },

  'a pinned picture stands beside what each checkpoint said of it, and the right answer is marked': {
    show: async (view) => {
      await fill(view);
      const card = view.page.locator('.prediction');
      assert.ok(
        (await card.locator('img').evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)) >
          0,
      );
      assert.deepEqual(await card.locator('.answers li').allInnerTexts(), [
        'instruct, step 100 a red cat ✓',
        'instruct, step 50 a red',
      ]);
      await view.page.getByRole('button', { name: 'Remove the question about cat.png' }).click();
      await view.until("sentMessages.some(({ kind, index }) => kind === 'unpin' && index === 0)");
    },
  },

  'what checkpoints of several stages said stands in order, under the names of the stages': {
    show: async (view) => {
      await view.receive(`(${stagedRun()}).runs`);
      await view.until("sentMessages.some(({ kind }) => kind === 'show')");
      await view.receive(`(${stagedRun()}).part`);
      const answers = view.page.locator('.prediction .answers li');
      await answers.first().waitFor();
      assert.deepEqual(await answers.allInnerTexts(), [
        'instruct, step 100 stage 1, step 100, time 1',
        'instruct, step 50 stage 1, step 50, time 2',
        'distill, step 100 stage 0, step 100, time 1',
        'distill, step 50 stage 0, step 50, time 0',
      ]);
      await view.page.getByRole('heading', { name: 'Right answers on held-out data, instruct, step 100' }).waitFor();
    },
  },

  'a part that is dragged over is shown in every chart': {
    show: async (view) => {
      await fill(view);
      const box = await boxOf(view.page.locator('.chart .plot').first());
      await view.page.mouse.move(box.x + box.width * 0.5, box.y + 60);
      await view.page.mouse.down();
      await view.page.mouse.move(box.x + box.width * 0.8, box.y + 60, { steps: 4 });
      await view.page.mouse.up();
      await view.page.getByRole('button', { name: 'Show all' }).waitFor();
      const first = view.page.locator('.chart').nth(2).locator('svg > text[text-anchor=middle]').first();
      assert.ok(Number(await first.textContent()) > 40);
    },
  },

  'runs are laid over one another, and what is chosen is kept': {
    show: async (view) => {
      await fill(view);
      await view.page.getByRole('checkbox', { name: 'shapes' }).check();
      await view.until("sentMessages.some(({ kind, folders }) => kind === 'show' && folders.length === 2)");
      await view.receive(`(${syntheticRun()}).part('/runs/shapes')`);
      await view.page
        .locator('.chart .legend')
        .first()
        .getByText(/shapes 3\.|shapes 0|shapes 1|shapes 2/)
        .first()
        .waitFor();
      const kept = await view.page.evaluate<{ shown: string[] }>('keptState()');
      assert.deepEqual(kept.shown, ['/runs/shapes', '/runs/colours']);
    },
  },

  'what is said of runs stands in columns, whatever each of them offers': {
    show: async (view) => {
      await fill(view);
      for (const [part, edge] of [
        ['.state', 'left'],
        ['.facts', 'left'],
        ['.actions', 'right'],
      ] as const) {
        const places = await view.page.evaluate<number[]>(
          `[...document.querySelectorAll('.runs > li > ${part}')].map((one) => Math.round(one.getBoundingClientRect().${edge}))`,
        );
        assert.equal(places.length, 3);
        assert.equal(new Set(places).size, 1, `${part}: ${places.join()}`);
      }
    },
  },

  'beside each name of a curve is a piece of it, dashed as it is': {
    show: async (view) => {
      await fill(view);
      const dashes = await view.page.evaluate<string[][]>(
        `['.curve', '.legend .swatch line'].map((part) => [...document.querySelector('.chart').querySelectorAll(part)].map((one) => getComputedStyle(one).strokeDasharray + getComputedStyle(one).stroke))`,
      );
      assert.equal(dashes[0]?.length, 2);
      assert.deepEqual(dashes[1], dashes[0]);
    },
  },

  'a run that begins is shown at once, beside what was shown before': {
    show: async (view) => {
      await fill(view);
      await view.page.getByRole('checkbox', { name: 'colours' }).uncheck();
      await view.receive(
        `((all) => ({ ...all, runs: [{ ...all.runs[0], folder: '/runs/new', name: 'new' }, ...all.runs] }))((${syntheticRun()}).runs)`,
      );
      await view.until("sentMessages.at(-1).kind === 'show' && sentMessages.at(-1).folders[0] === '/runs/new'");
      assert.ok(await view.page.getByRole('checkbox', { name: 'new' }).isChecked());
      // The one that was learning before stays as the user left it.
      assert.ok(!(await view.page.getByRole('checkbox', { name: 'colours' }).isChecked()));
    },
  },

  'a score that is lower than every accuracy is explained': {
    show: async (view) => {
      await fill(view);
      await view.page.getByText(/Levels that are too far on to be asked yet count as 0 %/).waitFor();
    },
  },

  'what was chosen is there again when the page is loaded again, and nonsense does no harm': {
    options: { kept: { shown: ['/runs/shapes', 7], smoothing: 2, isLog: true, across: 'weeks', stage: -1 } },
    show: async (view) => {
      await view.receive(`(${syntheticRun()}).runs`);
      await view.until(
        "sentMessages.some(({ kind, folders }) => kind === 'show' && folders.join() === '/runs/shapes')",
      );
      assert.ok(await view.page.getByRole('checkbox', { name: 'shapes' }).isChecked());
    },
  },

  'each run offers what can be done with it now': {
    show: async (view) => {
      await fill(view);
      await view.page.getByRole('button', { name: 'Pause colours' }).click();
      await view.page.getByRole('button', { name: 'Stop colours' }).click();
      await view.page.getByRole('button', { name: 'Resume shapes' }).click();
      await view.page.getByRole('button', { name: 'Explore instruct, step 100 (the best)' }).click();
      await view.page.getByRole('button', { name: 'Use as the model: instruct, step 100 (the best)' }).click();
      await view.page.getByRole('button', { name: 'Pin a picture…' }).click();
      const sent = (await view.sent()).filter(({ kind }) => !['ready', 'show'].includes(kind));
      assert.deepEqual(sent, [
        { kind: 'end', folder: '/runs/colours', how: 'pause' },
        { kind: 'end', folder: '/runs/colours', how: 'stop' },
        { kind: 'resume', folder: '/runs/shapes' },
        { kind: 'explore', model: '/runs/colours/1-instruct/step-00000100' },
        { kind: 'choose', model: '/runs/colours/1-instruct/step-00000100' },
        { kind: 'pin', folder: '/runs/colours' },
      ]);
      assert.equal(await view.page.getByRole('button', { name: 'Resume colours' }).count(), 0);
    },
  },

  'no run, an untrusted workspace and a failure are each a sentence': {
    show: async (view) => {
      await view.receive(`{ kind: 'runs', runs: [], isTrusted: true }`);
      await view.page.getByText(/^There is no run yet/).waitFor();
      await view.receive(`{ kind: 'runs', runs: (${syntheticRun()}).runs.runs, isTrusted: false }`);
      await view.page.getByText(/This workspace is not trusted/).waitFor();
      assert.equal(await view.page.getByRole('button', { name: 'Pause colours' }).count(), 0);
      await view.receive(`{ kind: 'said', text: 'The engine ended.', isFailure: true }`);
      await view.page.getByText('The engine ended.').waitFor();
    },
  },

  'a file that was written anew takes the place of what was read before': {
    show: async (view) => {
      await fill(view);
      await view.receive(`(${syntheticRun()}).part('/runs/colours', 10)`);
      await view.page.getByText('instruct, step 10 of 400').waitFor();
    },
  },

  'a long run is drawn in no time': {
    show: async (view) => {
      await view.receive(`(${syntheticRun()}).runs`);
      await view.receive(`(${syntheticRun()}).part('/runs/colours', 40000)`);
      await view.page.getByText('instruct, step 40000 of 400').waitFor();
      const points = await view.page.locator('.chart .curve').first().getAttribute('d');
      assert.ok((points ?? '').length < 200_000, `The path has ${(points ?? '').length} characters.`);
    },
  },
};

/** Two runs, of which the first is shown. */
async function fill(view: WebviewPage): Promise<void> {
  await view.receive(`(${syntheticRun()}).runs`);
  await view.until("sentMessages.some(({ kind }) => kind === 'show')");
  await view.receive(`(${syntheticRun()}).part('/runs/colours')`);
  await view.receive(`(${syntheticRun()}).pictures`);
  await view.page.getByText('instruct, step 120 of 400').waitFor();
  await view.page.locator('.chart .curve').first().waitFor({ state: 'attached' });
}

/** Does what changes a chart, which then is drawn with the next frame. */
async function untilDrawnAnew(chart: Locator, change: () => Promise<void>): Promise<void> {
  const before = await chart.innerHTML();
  await change();
  const deadline = Date.now() + 60_000;
  while ((await chart.innerHTML()) === before) {
    assert.ok(Date.now() < deadline, 'The chart stays as it was.');
    await chart.page().waitForTimeout(30);
  }
}

/** How far a curve goes up and down, in pixels. */
function roughness(path: string | null): number {
  const heights = [...(path ?? '').matchAll(/[ML]([-\d.]+)[ ,]([-\d.]+)/g)].map(([, , y]) => Number(y));
  assert.ok(heights.length > 10, path ?? 'no path');
  return heights.slice(1).reduce((sum, y, i) => sum + Math.abs(y - heights[i]!), 0);
}

interface Tick {
  readonly value: number;
  readonly y: number;
}

/** What is written beside the heights of a chart. */
async function ticksOf(chart: Locator): Promise<Tick[]> {
  const texts = await chart.locator('svg > text[text-anchor=end]').all();
  return Promise.all(
    texts.map(async (text) => ({
      value: Number(await text.textContent()),
      y: Number(await text.getAttribute('y')),
    })),
  );
}

/** How much a pixel's worth differs between neighbouring ticks, as a share. */
function evenness(ticks: readonly Tick[], between: (a: number, b: number) => number): number {
  assert.ok(ticks.length > 2);
  const rates = ticks.slice(1).map(({ value, y }, i) => between(value, ticks[i]!.value) / (y - ticks[i]!.y));
  return Math.max(...rates) / Math.min(...rates) - 1;
}
