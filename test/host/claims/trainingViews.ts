import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
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
