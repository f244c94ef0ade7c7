import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/host/chromium.ts';
import { syntheticSurvey } from '../test/host/syntheticSurvey.ts';
import { openAndClose } from '../test/host/openings.ts';
import { openWebview, type WebviewPage } from '../test/host/webviewPage.ts';
import type { Environment, Measurement } from './benchmark.ts';
import { median } from './median.ts';

/**
 * The embedding explorer's page, measured in the page: headless Chromium, whose WebGL is SwiftShader, a program on the
 * processor. What a graphics card does is not seen here.
 */
export async function explorer({ log }: Environment): Promise<Measurement[]> {
  const browser = await launchChromium();
  try {
    const found: Measurement[] = [];
    for (const side of [32, 141, 316]) {
      log(`${side * side} patches …`);
      found.push(...(await paints(browser, side)), ...(await frames(browser, side)));
    }
    log('a hundred openings …');
    return [...found, ...(await openings(browser))];
  } finally {
    await browser.close();
  }
}

const words = 12;
const pointsOf = (side: number): string => `${(side * side + words).toLocaleString('en')} points`;
/** A picture of the usual size has to be there when it is looked for; 100,000 points are many pictures. */
const mostFirstPaintMs = (side: number) => (side > 200 ? {} : { atMost: 300 });

/** From the arrival of the data to pixels that can be read back: in a page that was just loaded, and in one that waited. */
async function paints(browser: Browser, side: number): Promise<Measurement[]> {
  const times: Record<'just loaded' | 'waiting', number[]> = { 'just loaded': [], waiting: [] };
  for (let round = 0; round < 5; round++)
    for (const state of ['just loaded', 'waiting'] as const) {
      const view = await openWebview(browser, { name: 'embeddingExplorer', theme: 'dark' });
      await view.until("sentMessages.some(({ kind }) => kind === 'ready')");
      if (state === 'waiting') await view.page.waitForTimeout(1000);
      times[state].push(
        await view.page.evaluate<number>(`(${firstPaint.toString()})(${syntheticSurvey({ side, words })})`),
      );
      await view.close();
    }
  return Object.entries(times).map(([state, all]) => ({
    name: `first paint of ${pointsOf(side)}, page ${state}`,
    value: median(all),
    unit: 'ms',
    ...mostFirstPaintMs(side),
  }));
}

/** Runs in the page. */
async function firstPaint(made: { message: unknown }): Promise<number> {
  const readBack = (): boolean => {
    const copy = document.createElement('canvas');
    copy.width = copy.height = 64;
    const context = copy.getContext('2d')!;
    context.drawImage(document.querySelector<HTMLCanvasElement>('canvas.points')!, 0, 0, 64, 64);
    return context.getImageData(0, 0, 64, 64).data.some((value) => value > 0);
  };
  const shown = new Promise<number>((resolve) => {
    const watch = (prototype: object, method: string): void => {
      const original = Reflect.get(prototype, method) as (...args: unknown[]) => unknown;
      const watched = function (this: { canvas: HTMLCanvasElement }, ...args: unknown[]): void {
        original.apply(this, args);
        // After the whole picture was drawn, in the same frame.
        if (this.canvas.className === 'points') queueMicrotask(() => readBack() && resolve(performance.now()));
      };
      Reflect.set(prototype, method, watched);
    };
    watch(CanvasRenderingContext2D.prototype, 'fillRect');
    watch(WebGL2RenderingContext.prototype, 'drawArrays');
  });
  const begin = performance.now();
  window.postMessage(made.message, '*');
  return (await shown) - begin;
}

/** Times between frames while the points are dragged, by WebGL and by the plain canvas. */
async function frames(browser: Browser, side: number): Promise<Measurement[]> {
  const found: Measurement[] = [];
  for (const webgl of [true, false]) {
    const view = await openWebview(browser, { name: 'embeddingExplorer', theme: 'dark', webgl });
    await view.receive(`(window.made = ${syntheticSurvey({ side, words })}).message`);
    await untilDrawnBy(view, webgl);
    const times = await view.page.evaluate<number[]>(`(${dragFrames.toString()})(60)`);
    await view.close();
    const by = webgl ? 'WebGL (SwiftShader)' : 'the canvas';
    found.push({ name: `frame of ${pointsOf(side)} by ${by}, median`, value: median(times), unit: 'ms' });
    found.push({
      name: `frame of ${pointsOf(side)} by ${by}, 95 % within`,
      value: percentile(times, 0.95),
      unit: 'ms',
    });
  }
  return found;
}

/** What is in use after garbage was collected, when the page was opened and closed so many times. */
async function openings(browser: Browser): Promise<Measurement[]> {
  const counts = [1, 20, 100];
  const held = await openAndClose(browser, counts);
  return held.map(({ heapBytes }, i) => ({
    ...{ name: `heap after ${counts[i]} openings`, value: heapBytes / 1e6, unit: 'MB' },
  }));
}

async function untilDrawnBy(view: WebviewPage, webgl: boolean): Promise<void> {
  if (webgl) await view.until("document.querySelector('canvas.points').getContext('webgl2') !== null", 60_000);
  else await view.page.getByText('Drawn without a graphics card.').waitFor({ timeout: 60_000 });
  // Points that still walk would be measured as well.
  await view.page.waitForTimeout(2000);
}

/** Runs in the page. */
async function dragFrames(count: number): Promise<number[]> {
  const plot = document.querySelector('.plot')!;
  const drag = (type: string, at: number): void => {
    const place = { clientX: 200 + at, clientY: 300 + at / 2, pointerId: 1, button: 0, bubbles: true };
    plot.dispatchEvent(new PointerEvent(type, place));
  };
  // There is no pointer that could be captured.
  plot.setPointerCapture = () => undefined;
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  drag('pointerdown', 0);
  const times: number[] = [];
  let before = await frame();
  for (let i = 1; i <= count; i++) {
    drag('pointermove', i * 3);
    const now = await frame();
    times.push(now - before);
    before = now;
  }
  drag('pointerup', count * 3);
  // The first frames are those in which the card learns what it will draw.
  return times.slice(5);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}
