import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { openAndClose } from '../openings.ts';

/** What the explorer leaves behind when it is closed: nothing. */
export function openingClaims(browser: Browser): Claims {
  return {
    'a hundred openings of the explorer hold no more than twenty': async () => {
      const [early, late] = await openAndClose(browser, [20, 100]);
      assert.ok(early && late);
      // A frame that stayed would be a document, hundreds of listeners and more than a megabyte, eighty times.
      assert.ok(late.documents <= early.documents + 1, `${early.documents} documents became ${late.documents}.`);
      assert.ok(late.listeners <= early.listeners + 50, `${early.listeners} listeners became ${late.listeners}.`);
      const grown = late.heapBytes - early.heapBytes;
      assert.ok(grown < 1_000_000, `The heap has grown by ${grown} bytes.`);
    },
  };
}
