import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { boxOf } from '../boxOf.ts';
import type { Claims } from '../claims.ts';
import { claimsOf, inAllLooks } from '../onView.ts';
import { outputPage, renderOutput, reply } from '../outputPage.ts';
import type { ViewClaim } from '../onView.ts';

/** What holds of training runs and benchmark results in notebooks, in a page as the notebook has it. */
export function trainingOutputClaims(browser: Browser): Claims {
  const claims = Object.entries(outputs).map(([kind, { name, value }]) =>
    claimsOf(browser, outputPage(name), {
      ...inAllLooks(`a ${kind} is accessible`, [800, 300], async (view, { theme, width }) => {
        await renderOutput(view, name, value);
        for (const summary of await view.page.locator('summary').all()) await summary.click();
        assert.deepEqual(await view.violations(), []);
        const path = `.cache/screenshots/${name}-${theme.replace(/ /g, '-')}-${width}.png`;
        await view.page.screenshot({ path, fullPage: true });
      }),
      [`a ${kind} of a newer version, and one that was edited by hand, are each a sentence`]: {
        show: async (view) => {
          await renderOutput(view, name, { ...value, version: 2 });
          await view.page.getByText(/was written by a newer version of HoVLE/).waitFor();
          for (const damaged of [null, 7, {}, { ...value, stages: 'x', results: [{}] }, 'not JSON']) {
            await renderOutput(view, name, damaged);
            await view.page.getByText(/cannot be shown: its data was changed/).waitFor();
          }
        },
      },
      [`a ${kind} speaks the editor’s language`]: {
        show: async (view) => {
          await renderOutput(view, name, value);
          assert.deepEqual(await view.sent(), [{ kind: 'texts' }]);
          await reply(view, { kind: 'texts', texts: { [english]: 'auf Deutsch', Loss: 'auf Deutsch' } });
          await view.page.getByText('auf Deutsch').first().waitFor();
        },
      },
    }),
  );
  return Object.assign({}, ...claims, claimsOf(browser, outputPage('trainingRenderer'), liveClaims)) as Claims;
}

/** A text of benchmark results. */
const english = 'All questions';

const step = Array.from({ length: 50 }, (_, i) => i + 1);
const row = (task: string, level: number, exact: number) => ({
  ...{ task, level, answers: 40, exact, alike: exact + 2, blind: 12, overlap: 25 },
  interval: [Math.max(0, exact / 40 - 0.14), Math.min(1, exact / 40 + 0.14)],
});
const result = (model: string, exact: number) => ({
  ...{
    benchmark: 'nano-world',
    benchmarkHash: 'a',
    model,
    trained: model === 'nano',
    precision: 'fp32',
    device: 'cpu',
  },
  ...{ seconds: 12, total: row('all', 0, exact), families: [row('shapes', 0, exact), row('text', 1, exact - 10)] },
  ...{ tasks: [row('shapes/colour', 0, exact)], outcomes: '10' },
  mistakes: [
    { task: 'shapes/colour', question: 'What colour is it?', expected: 'red', found: '<img src=x onerror=alert(1)>' },
  ],
});

const outputs = {
  'training run': {
    name: 'trainingRenderer',
    value: {
      ...{ version: 1, name: 'colours', state: 'running' },
      stages: [
        {
          ...{ name: 'instruct', steps: 100, reached: 50, step, loss: step.map((one) => 3 / one) },
          ...{ rate: step.map(() => 0.001), samplesPerSecond: step.map(() => 80) },
          evaluations: [25, 50].map((one) => ({ step: one, loss: one === 25 ? null : 0.5, score: one / 100 })),
          accuracy: [{ task: 'shapes/colour', level: 0, answers: 64, right: 40 }],
        },
      ],
    },
  },
  'benchmark result': {
    name: 'benchmarkRenderer',
    value: {
      ...{ version: 1, results: [result('nano', 30), result('untrained', 12)] },
      comparisons: [
        { model: 'untrained', than: 'nano', gained: 2, lost: 20, difference: -0.45, interval: [-0.6, -0.3] },
      ],
    },
  },
} as const;

const { name: renderer, value: run } = outputs['training run'];

/** The run, so many steps on. */
const grown = (reached: number) => {
  const steps = Array.from({ length: reached }, (_, i) => i + 1);
  const [stage] = run.stages;
  return { ...run, stages: [{ ...stage, reached, step: steps, loss: steps.map((one) => 3 / one) }] };
};

/** What holds of a run that goes on while it is looked at. */
const liveClaims: Readonly<Record<string, ViewClaim>> = {
  'what a reader has opened in a live output stays open': {
    show: async (view) => {
      await renderOutput(view, renderer, run);
      await view.page.locator('summary').first().click();
      await renderOutput(view, renderer, run);
      await view.page.locator('table').first().waitFor();
    },
  },
  'what a chart says to those who hear it is in the editor’s language, keys included': {
    show: async (view) => {
      await renderOutput(view, renderer, run);
      const texts = { 'Arrow keys move the cursor, + and − zoom, 0 shows all.': 'auf Deutsch' };
      await reply(view, { kind: 'texts', texts });
      await view.page.locator('.chart [aria-label$="auf Deutsch"]').first().waitFor();
    },
  },
  'who has zoomed into a run, or reads its table, is left there while it goes on': {
    show: async (view) => {
      await renderOutput(view, renderer, grown(50));
      const plot = view.page.locator('.chart .plot').first();
      await plot.focus();
      for (const key of ['Home', ...Array<string>(20).fill('ArrowRight'), '+', '+'])
        await view.page.keyboard.press(key);
      const ticks = view.page.locator('.chart').first().locator('svg > text[text-anchor=middle]');
      const before = await ticks.allTextContents();
      assert.ok(Number(before.at(-1)) < 40, before.join());
      for (const reached of [60, 70, 80]) {
        await renderOutput(view, renderer, grown(reached));
        await view.page.getByText(`instruct, step ${reached} of 100`).waitFor();
        assert.deepEqual(await ticks.allTextContents(), before);
        assert.equal(await view.page.evaluate('document.activeElement.className'), 'plot');
      }
      await view.page.keyboard.press('0');
      await view.until(`[...document.querySelectorAll('.chart svg > text')].some((one) => one.textContent === '80')`);
      await view.page.locator('summary').first().click();
      await view.page.evaluate("document.querySelector('.chart .scrolled').scrollTop = 60");
      await view.page.locator('.chart .scrolled').first().focus();
      await renderOutput(view, renderer, grown(90));
      await view.page.getByRole('rowheader', { name: '90', exact: true }).waitFor();
      assert.equal(await view.page.evaluate("document.querySelector('.chart .scrolled').scrollTop"), 60);
      assert.equal(await view.page.evaluate('document.activeElement.className'), 'scrolled');
    },
  },
  'a part of a run that is dragged over while it goes on is shown': {
    show: async (view) => {
      await renderOutput(view, renderer, grown(50));
      const { x, y, width } = await boxOf(view.page.locator('.chart .plot').first());
      await view.page.mouse.move(x + width * 0.4, y + 60);
      await view.page.mouse.down();
      await view.page.mouse.move(x + width * 0.5, y + 60);
      await renderOutput(view, renderer, grown(60));
      await view.page.mouse.move(x + width * 0.6, y + 60, { steps: 3 });
      await view.page.mouse.up();
      const first = view.page.locator('.chart').first().locator('svg > text[text-anchor=middle]').first();
      await first.filter({ hasText: /^(1[5-9]|2\d)/ }).waitFor();
    },
  },
  'scores that do not differ stand between nothing and all': {
    show: async (view) => {
      const stages = run.stages.map((stage) => ({
        ...stage,
        evaluations: stage.evaluations.map((one) => ({ ...one, score: 0 })),
      }));
      await renderOutput(view, renderer, { ...run, stages });
      const ticks = view.page.locator('.chart').nth(1).locator('svg > text[text-anchor=end]');
      await ticks.first().waitFor();
      const texts = await ticks.allTextContents();
      assert.deepEqual([texts[0], texts.at(-1)], ['0 %', '100 %']);
    },
  },
};
