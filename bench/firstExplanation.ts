import { launchChromium } from '../test/host/chromium.ts';
import { explainFreshly, packageExtension } from '../test/host/packagedExtension.ts';
import type { Measurement } from './benchmark.ts';
import { median } from './median.ts';

const rounds = 3;

/** From the first command to the end of the answer: the packaged extension in a real workbench, a fresh profile each round. */
export async function firstExplanation(): Promise<Measurement[]> {
  const browser = await launchChromium();
  try {
    const extension = await packageExtension();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) times.push((await explainFreshly(browser, extension)).elapsedMs);
    return [{ name: 'first explanation on a fresh profile', value: median(times) / 1000, unit: 's', atMost: 10 }];
  } finally {
    await browser.close();
  }
}
