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
    atMost: 300,
  }));
}

/** Runs in the page. */
async function firstPaint(made: { message: unknown }): Promise<number> {
  const readBack = (): boolean => {
    const drawn = document.querySelector<HTMLCanvasElement>('canvas.points');
    const copy = document.createElement('canvas');
    copy.width = copy.height = 64;
    const context = copy.getContext('2d')!;
    if (drawn) context.drawImage(drawn, 0, 0, 64, 64);
    return context.getImageData(0, 0, 64, 64).data.some((value) => value > 0);
  };
  const askFrame = window.requestAnimationFrame.bind(window);
  const shown = new Promise<number>((resolve) => {
    let isShown = false;
    window.requestAnimationFrame = (draw) =>
      askFrame((now) => {
        draw(now);
        if (isShown || !readBack()) return;
        isShown = true;
        resolve(performance.now());
      });
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
    const frames = await view.page.evaluate<DraggedFrame[]>(`(${dragFrames.toString()})(60)`);
    await view.close();
    const by = webgl ? 'WebGL (SwiftShader)' : 'the canvas';
    const [times, works] = [frames.map(({ ms }) => ms), frames.map(({ workMs }) => workMs)];
    const name = `frame of ${pointsOf(side)} by ${by}`;
    const mostMs = webgl ? {} : { atMost: 17 };
    found.push(
      { name: `${name}, median`, value: median(times), unit: 'ms', ...mostMs },
      { name: `${name}, 95 % within`, value: percentile(times, 0.95), unit: 'ms' },
      // What a graphics card draws is its own affair; what the page computes for it is ours.
      { name: `the page's work for a ${name}, median`, value: median(works), unit: 'ms', atMost: 16 },
      { name: `the page's work for a ${name}, 95 % within`, value: percentile(works, 0.95), unit: 'ms' },
    );
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

interface DraggedFrame {
  /** From frame to frame. */
  ms: number;
  /** In which the page's own code ran for it. */
  workMs: number;
}

/** Runs in the page. */
async function dragFrames(count: number): Promise<DraggedFrame[]> {
  const plot = document.querySelector('.plot')!;
  const drag = (type: string, at: number): void => {
    const place = { clientX: 200 + at, clientY: 300 + at / 2, pointerId: 1, button: 0, bubbles: true };
    plot.dispatchEvent(new PointerEvent(type, place));
  };
  // There is no pointer that could be captured.
  plot.setPointerCapture = () => undefined;
  const askFrame = window.requestAnimationFrame.bind(window);
  let workMs = 0;
  const working = (work: () => void): void => {
    const begin = performance.now();
    work();
    workMs += performance.now() - begin;
  };
  window.requestAnimationFrame = (draw) => askFrame((now) => working(() => draw(now)));
  const frame = (): Promise<number> => new Promise((resolve) => askFrame(resolve));
  drag('pointerdown', 0);
  const frames: DraggedFrame[] = [];
  let before = await frame();
  for (let i = 1; i <= count; i++) {
    workMs = 0;
    working(() => drag('pointermove', i * 3));
    // Asked for after the page's own, and called after it.
    const now = await frame();
    frames.push({ ms: now - before, workMs });
    before = now;
  }
  drag('pointerup', count * 3);
  // The first frames are those in which the card learns what it will draw.
  return frames.slice(5);
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}
