import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { syntheticSurvey } from '../syntheticSurvey.ts';
import { claimsOf, fitsItsWidth } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import type { ThemeName, WebviewPage } from '../webviewPage.ts';

/** What holds of the explorer's page when it asks for more than places: groups, names, and a second model. */
export function comparedModelClaims(browser: Browser): Claims {
  const withSurvey = ({ options = {}, show }: ViewClaim): ViewClaim => ({
    options,
    show: async (view) => {
      await view.receive(`(window.made = ${syntheticSurvey({})}).message`);
      await view.page.locator('.plot').waitFor();
      await show(view);
    },
  });
  const shown = Object.entries(claims).map(([name, claim]) => [name, withSurvey(claim)] as const);
  return claimsOf(browser, { name: 'embeddingExplorer' }, Object.fromEntries<ViewClaim>(shown));
}

const claims: Readonly<Record<string, ViewClaim>> = {
  'groups are asked for when points are coloured by them, and again at another layer': {
    show: async (view) => {
      await view.page.locator('vscode-dropdown[aria-label="Colour by"]').click();
      await view.page.locator('vscode-option', { hasText: 'cluster' }).click();
      await view.until(
        "sentMessages.some(({ kind, layer, count }) => kind === 'clusters' && layer === 2 && count === 6)",
      );
      const before = await shot(view);
      await view.receive('made.clusters(2, 6)');
      await view.drawn(200);
      assert.notEqual(await shot(view), before);
      await view.page.locator('.layers input').fill('0');
      await view.until("sentMessages.some(({ kind, layer }) => kind === 'clusters' && layer === 0)");
    },
  },

  'the current point is called by what the model would say there': {
    show: async (view) => {
      await view.page.locator('canvas.picture').focus();
      await view.page.keyboard.press('ArrowDown');
      await view.until("sentMessages.some(({ kind, row, layer }) => kind === 'names' && row === 0 && layer === 2)");
      await view.receive('made.names(2, 0)');
      const names = view.page.locator('.names li');
      await names.first().waitFor();
      assert.deepEqual(await names.allInnerTexts(), ['“red”\n50 %', '“round”\n25 %', '“ish”\n17 %']);
      await view.receive("{ kind: 'names', side: 'first', layer: 2, row: 0, names: [] }");
      await view.page.getByText('The vector has values that are no numbers.').waitFor();
    },
  },

  'a second model stands beside the first, and what is chosen in one is chosen in both': {
    show: async (view) => {
      await compare(view);
      assert.deepEqual(await view.page.locator('.plot-side .model-name').allInnerTexts(), ['m', 'after']);
      const kept = await view.page.evaluate<{ subject: { other?: string } }>('keptState()');
      assert.equal(kept.subject.other, '/runs/after');
      const second = view.page.locator('.plot-side').nth(1);
      await second.locator('.plot').focus();
      await view.page.keyboard.press('ArrowRight');
      await view.receive("made.vectors(2, 'first')");
      await view.receive("other.vectors(2, 'second')");
      const headings = view.page.locator('.details h2');
      await headings.nth(1).waitFor();
      const [first, beside] = await headings.allInnerTexts();
      assert.equal(first, beside);
      await view.page.locator('.beside').nth(1).locator('.neighbours li button').first().click();
      const after = await headings.allInnerTexts();
      assert.ok(after[0] === after[1] && after[0] !== first);
    },
  },

  'the numbers of both models are in the plots, and in a table each': {
    show: async (view) => {
      await compare(view);
      assert.deepEqual(await view.page.locator('.chart-key li').allInnerTexts(), ['m', 'after']);
      assert.equal(await view.page.locator('.line-chart .line').count(), 6);
      const label = await view.page.locator('.line-chart').first().getAttribute('aria-label');
      assert.match(label ?? '', /Modality gap · m over the layers: .* Modality gap · after over the layers: /);
      assert.equal(await view.page.locator('.numbers table').count(), 2);
    },
  },

  'files of two models have both in them': {
    show: async (view) => {
      await view.page.locator('.drop summary', { hasText: 'Export' }).click();
      await view.page.getByRole('button', { name: 'CSV' }).click();
      await view.until("sentMessages.some(({ kind }) => kind === 'export')");
      await compare(view);
      await view.page.locator('.drop summary', { hasText: 'Export' }).click();
      await view.page.getByRole('button', { name: 'CSV' }).click();
      await view.until("sentMessages.filter(({ kind }) => kind === 'export').length === 2");
      const sizes = (await view.sent())
        .filter(({ kind }) => kind === 'export')
        .map(({ bytes }) => parseInt(String(bytes)));
      assert.ok(sizes[1]! > 1.9 * sizes[0]! - 200);
    },
  },

  'one model is left when the other is sent away': {
    show: async (view) => {
      await compare(view);
      await view.page.getByRole('button', { name: 'One model' }).click();
      assert.equal(await view.page.locator('.plot').count(), 1);
      assert.ok((await view.sent()).some(({ kind }) => kind === 'endComparison'));
      assert.ok(await view.page.getByRole('button', { name: 'Compare…' }).isVisible());
      assert.equal(await view.page.locator('.model-name:visible').count(), 0);
    },
  },

  'a second model that cannot be shown is tried again, or sent away': {
    show: async (view) => {
      await view.page.getByRole('button', { name: 'Compare…' }).click();
      await view.receive(`{ kind: 'failed', text: 'It is damaged.', subject: { images: [], words: '', other: 'x' } }`);
      await view.page.getByRole('button', { name: 'Try again' }).waitFor();
      await view.page.getByRole('button', { name: 'One model' }).click();
      assert.ok((await view.sent()).some(({ kind }) => kind === 'endComparison'));
      await view.page.getByRole('button', { name: 'Compare…' }).waitFor();
      assert.equal(await view.page.getByText('It is damaged.').isVisible(), false);
      const kept = await view.page.evaluate<{ subject: object }>('keptState()');
      assert.equal(Object.hasOwn(kept.subject, 'other'), false);
    },
  },

  ...accessible({ theme: 'light', width: 1200 }),
  ...accessible({ theme: 'high contrast', width: 300 }),
};

function accessible(options: { theme: ThemeName; width: number }): Record<string, ViewClaim> {
  return {
    [`two models are accessible in ${options.theme}, ${options.width} pixels wide`]: {
      options,
      show: async (view) => {
        await compare(view);
        await view.page.locator('.plot').nth(1).focus();
        await view.page.keyboard.press('ArrowRight');
        await view.receive('made.names(2, 0)');
        assert.deepEqual(await view.violations(), []);
        await fitsItsWidth(view);
      },
    },
  };
}

async function compare(view: WebviewPage): Promise<void> {
  await view.page.getByRole('button', { name: 'Compare…' }).click();
  await view.until("sentMessages.some(({ kind }) => kind === 'compare')");
  await view.receive(`(window.other = ${syntheticSurvey({ model: '/runs/after' })}).beside`);
  await view.page.locator('.plot-side').nth(1).waitFor();
  // The test's themes have no colours for what the pointer is over.
  await view.page.mouse.move(0, 0);
}

async function shot(view: WebviewPage): Promise<string> {
  await view.drawn();
  return (await view.page.locator('.plot').screenshot()).toString('base64');
}
