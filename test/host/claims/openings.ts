import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Claims } from '../claims.ts';
import { compareAndEnd, drawAndDispose, openAndClose } from '../openings.ts';
import type { Held } from '../openings.ts';
import { embedding } from '../outputSamples.ts';

/** What the explorer leaves behind when it is closed, and what a part of it when only that is: nothing. */
export function openingClaims(browser: Browser): Claims {
  return {
    'a hundred openings of the explorer hold no more than twenty': async () => {
      const [early, late] = await openAndClose(browser, [20, 100]);
      assert.ok(early && late);
      // A frame that stayed would be a document, hundreds of listeners and more than a megabyte, eighty times.
      assert.ok(late.documents <= early.documents + 1, `${early.documents} documents became ${late.documents}.`);
      holdsNoMore(early, late, 1_000_000);
    },

    'a hundred second models beside the first, each sent away again, hold no more than twenty in one page':
      async () => {
        const [early, late] = await compareAndEnd(browser, [20, 100]);
        assert.ok(early && late);
        // A plot that stayed would be a survey of a thousand points with its canvases, eighty times.
        holdsNoMore(early, late, 1_000_000);
        holdsNoMoreNodes(early, late);
      },

    'a hundred spaces drawn in one notebook, each gone again, hold no more than twenty': async () => {
      const [early, late] = await drawAndDispose(browser, [20, 100], await embedding());
      assert.ok(early && late);
      holdsNoMore(early, late, 500_000);
      holdsNoMoreNodes(early, late);
    },
  };
}

function holdsNoMore(early: Held, late: Held, mostBytes: number): void {
  assert.ok(late.listeners <= early.listeners + 50, `${early.listeners} listeners became ${late.listeners}.`);
  const grown = late.heapBytes - early.heapBytes;
  assert.ok(grown < mostBytes, `The heap has grown by ${grown} bytes.`);
}

function holdsNoMoreNodes(early: Held, late: Held): void {
  assert.ok(late.nodes <= early.nodes + 100, `${early.nodes} nodes became ${late.nodes}.`);
}
