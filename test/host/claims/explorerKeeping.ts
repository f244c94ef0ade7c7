import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { fill } from '../explorerView.ts';
import { claimsOf } from '../onView.ts';
import type { ViewClaim } from '../onView.ts';
import type { WebviewPage } from '../webviewPage.ts';

/** What of the explorer outlives a reload of its page. */
export function explorerKeepingClaims(browser: Browser): Claims {
  return claimsOf(browser, { name: 'embeddingExplorer' }, keeping);
}

/** As it is kept: turned, shifted and near. */
const turnedView = { isFlat: false, yaw: 1.2, pitch: -0.3, zoom: 2.5, panX: 0.1, panY: -0.2 };

const keeping: Readonly<Record<string, ViewClaim>> = {
  'choices are kept for the next time the page is loaded': {
    options: { kept: { layer: 3, mapping: 'components', isFlat: false, current: 2, selected: [2, 3, 9999] } },
    show: async (view) => {
      await fill(view, {});
      assert.equal(await view.page.locator('.layer-name').innerText(), 'Layer 3 · language 1 of 2');
      const kept = await view.page.evaluate<Record<string, unknown>>('keptState()');
      assert.deepEqual([kept['layer'], kept['mapping'], kept['isFlat']], [3, 'components', false]);
      assert.deepEqual([kept['current'], kept['selected']], [2, [2, 3]]);
      await view.page.getByText(/^2 points are selected/).waitFor();
    },
  },

  'the layer 0, the search, the lasso and the view are kept as well, and words that are laid beside later change no layer':
    {
      options: { kept: { layer: 0, isLasso: true, query: 'sky', isFlat: false, cameras: { first: turnedView } } },
      show: async (view) => {
        await fill(view, {});
        const layer = view.page.locator('.layer-name');
        assert.equal(await layer.innerText(), 'Layer 0 · raw patches and words');
        assert.equal(await view.page.locator('vscode-text-field:has-text("Search") input').inputValue(), 'sky');
        assert.ok(await view.page.getByRole('checkbox', { name: 'Lasso' }).isChecked());
        assert.deepEqual(await keptView(view), turnedView);
        await fill(view, { words: 5 });
        assert.equal(await layer.innerText(), 'Layer 0 · raw patches and words');
        await view.page.getByRole('checkbox', { name: 'Lasso' }).click();
        await view.page.locator('.plot').focus();
        await view.page.keyboard.press('Alt+ArrowRight');
        await view.until('keptState().cameras.first.yaw !== 0.6');
      },
    },

  'before there is a layer none is kept': {
    show: async (view) => {
      await view.page.getByRole('checkbox', { name: 'Lasso' }).click();
      await view.until('keptState()?.isLasso === true');
      assert.equal(await view.page.evaluate('"layer" in keptState()'), false);
    },
  },

  'nonsense that was kept does no harm': {
    options: {
      kept: { layer: 'x', colouring: [], subject: 7, query: 3, cameras: { first: { zoom: 'x' }, second: 1 } },
    },
    show: async (view) => {
      await fill(view, {});
      assert.match(await view.page.locator('.layer-name').innerText(), /^Layer 2/);
    },
  },
};

async function keptView(view: WebviewPage): Promise<unknown> {
  await view.until('keptState()?.cameras?.first !== undefined');
  return view.page.evaluate('keptState().cameras.first');
}
