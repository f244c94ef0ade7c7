import type { Locator } from 'playwright-core';

/** Where an element lies, once it is shown: what is drawn anew may have no place in the moment it is looked at. */
export async function boxOf(locator: Locator): Promise<Box> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    await locator.waitFor();
    const box = await locator.boundingBox();
    if (box) return box;
    if (Date.now() > deadline) throw new Error(`${locator.toString()} has no place in the window.`);
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
