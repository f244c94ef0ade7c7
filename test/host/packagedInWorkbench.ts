import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from './claims.ts';
import { explainFreshly, packageExtension } from './packagedExtension.ts';

/** The extension as it is handed out, installed where nothing was before. How long it takes is a benchmark's matter. */
export function packagedClaims(browser: Browser): Claims {
  return {
    'the packaged extension explains an image on a fresh profile, without any network': async () => {
      const { refused } = await explainFreshly(browser, await packageExtension());
      assert.deepEqual(refused, []);
    },
  };
}
