import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { openWebview, themeNames } from '../webviewPage.ts';
import type { ThemeName, WebviewPage } from '../webviewPage.ts';

/** What holds of training runs and benchmark results in notebooks, in a page as the notebook has it. */
export function trainingOutputClaims(browser: Browser): Claims {
  const claims: Record<string, () => Promise<void>> = {};
  for (const [kind, { name, value }] of Object.entries(outputs)) {
    const onPage = async (theme: ThemeName, width: number, show: (view: WebviewPage) => Promise<void>) => {
      const view = await openWebview(browser, { name, theme, width, height: 900, isRenderer: true });
      try {
        await show(view);
        assert.deepEqual(view.problems, []);
      } finally {
        await view.close();
      }
    };
    for (const theme of themeNames)
      for (const width of [800, 300])
        claims[`a ${kind} is accessible in ${theme}, ${width} pixels wide`] = () =>
          onPage(theme, width, async (view) => {
            await render(view, name, value);
            for (const summary of await view.page.locator('summary').all()) await summary.click();
            assert.deepEqual(await view.violations(), []);
            await view.page.screenshot({ path: `.cache/screenshots/${name}-${theme.replace(/ /g, '-')}-${width}.png` });
          });
    claims[`a ${kind} of a newer version, and one that was edited by hand, are each a sentence`] = () =>
      onPage('dark', 800, async (view) => {
        await render(view, name, { ...value, version: 2 });
        await view.page.getByText(/was written by a newer version of HoVLE/).waitFor();
        for (const damaged of [null, 7, {}, { ...value, stages: 'x', results: [{}] }, 'not JSON']) {
          await render(view, name, damaged);
          await view.page.getByText(/cannot be shown: its data was changed/).waitFor();
        }
      });
  }
  claims['what a reader has opened in a live output stays open'] = async () => {
    const { name, value } = outputs['training run'];
    const view = await openWebview(browser, { name, theme: 'dark', width: 800, height: 900, isRenderer: true });
    try {
      await render(view, name, value);
      await view.page.locator('summary').first().click();
      await view.page.evaluate(`again(${JSON.stringify(value)})`);
      await view.page.locator('table').first().waitFor();
    } finally {
      await view.close();
    }
  };
  return claims;
}

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

/** Lets the bundle draw an output that holds `value`. A text is not JSON. */
async function render(view: WebviewPage, name: string, value: unknown): Promise<void> {
  const json =
    typeof value === 'string' ? `() => { throw new SyntaxError('no JSON') }` : `() => (${JSON.stringify(value)})`;
  await view.page.evaluate(`(async () => {
    const { activate } = await import('http://webview.test/${name}.js');
    const [page, heading, parent] = ['main', 'h1', 'div'].map((tag) => document.createElement(tag));
    heading.textContent = 'The notebook around the output';
    page.append(heading, parent);
    document.body.replaceChildren(page);
    const renderer = activate({});
    window.again = (value) => renderer.renderOutputItem({ id: '1', json: () => value }, parent);
    renderer.renderOutputItem({ id: '1', json: ${json} }, parent);
  })()`);
}
