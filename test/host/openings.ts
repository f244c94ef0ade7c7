import type { Browser } from 'playwright-core';
import { syntheticSurvey } from './syntheticSurvey.ts';
import { outputPage } from './outputPage.ts';
import { openWebview } from './webviewPage.ts';
import type { WebviewPage } from './webviewPage.ts';

/** What a page that opens and closes explorers holds, after garbage was collected. */
export interface Held {
  /** Bytes of the script engine's heap, which all frames of the page share. */
  readonly heapBytes: number;
  readonly documents: number;
  readonly nodes: number;
  readonly listeners: number;
}

/**
 * Opens the explorer in a frame, as the editor does, shows a survey there, and closes the frame, so many times; what is
 * held after each number of openings in `at`.
 */
export async function openAndClose(browser: Browser, at: readonly number[]): Promise<Held[]> {
  const view = await openWebview(browser, { name: 'embeddingExplorer', theme: 'dark' });
  try {
    await view.page.goto('http://webview.test/blank');
    return await heldAfter(view, at, (rounds) =>
      view.page.evaluate(`(${openFrames.toString()})(${rounds}, ${syntheticSurvey({ side: 32 })})`),
    );
  } finally {
    await view.close();
  }
}

/** Shows a second model beside the first, and one model again, so many times in one page; what it holds after each number in `at`. */
export async function compareAndEnd(browser: Browser, at: readonly number[]): Promise<Held[]> {
  const view = await openWebview(browser, { name: 'embeddingExplorer', theme: 'dark' });
  try {
    const [made, other] = [syntheticSurvey({ side: 32 }), syntheticSurvey({ side: 32, model: '/runs/after' })];
    await view.receive(`(${made}).message`);
    await view.page.locator('.plot').waitFor();
    return await heldAfter(view, at, (rounds) =>
      view.page.evaluate(`(${compareAgain.toString()})(${rounds}, () => (${other}).beside)`),
    );
  } finally {
    await view.close();
  }
}

/** Draws an output of a notebook and lets it go, so many times in one page; what the page holds after each number in `at`. */
export async function drawAndDispose(browser: Browser, at: readonly number[], value: unknown): Promise<Held[]> {
  const view = await openWebview(browser, { ...outputPage('embeddingRenderer'), theme: 'dark' });
  try {
    await view.page.evaluate(`window.output = ${JSON.stringify(JSON.stringify(value))}`);
    await view.page.evaluate(
      `import('http://webview.test/embeddingRenderer.js').then(({ activate }) => (window.renderer = activate({})))`,
    );
    return await heldAfter(view, at, (rounds) => view.page.evaluate(`(${drawAgain.toString()})(${rounds})`));
  } finally {
    await view.close();
  }
}

async function heldAfter(
  view: WebviewPage,
  at: readonly number[],
  repeat: (rounds: number) => Promise<unknown>,
): Promise<Held[]> {
  const held: Held[] = [];
  for (const [i, count] of at.entries()) {
    await repeat(count - (at[i - 1] ?? 0));
    held.push(await heldNow(view));
  }
  return held;
}

/** What was drawn last may be held until frames that are still to come have been: what is least of several counts. */
async function heldNow(view: WebviewPage): Promise<Held> {
  const debug = await view.page.context().newCDPSession(view.page);
  const counts: Held[] = [];
  for (let i = 0; i < 4; i++) {
    await view.drawn(200);
    await debug.send('HeapProfiler.collectGarbage');
    const { usedSize } = await debug.send('Runtime.getHeapUsage');
    const { documents, nodes, jsEventListeners } = await debug.send('Memory.getDOMCounters');
    counts.push({ heapBytes: usedSize, documents, nodes, listeners: jsEventListeners });
  }
  await debug.detach();
  const least = (part: keyof Held) => Math.min(...counts.map((count) => count[part]));
  return {
    ...{ heapBytes: least('heapBytes'), documents: least('documents') },
    nodes: least('nodes'),
    listeners: least('listeners'),
  };
}

interface ExplorerFrame extends Window {
  sentMessages?: { kind: string; layer?: number }[];
}

/** Runs in the page. */
async function openFrames(
  rounds: number,
  made: { message: unknown; vectors: (layer: number) => unknown },
): Promise<void> {
  const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const until = async (isSo: () => boolean | undefined): Promise<void> => {
    while (isSo() !== true) await rest(10);
  };
  for (let round = 0; round < rounds; round++) {
    const frame = document.createElement('iframe');
    Object.assign(frame, { src: '/', width: 1000, height: 700 });
    document.body.append(frame);
    const inner = (): ExplorerFrame | null => frame.contentWindow;
    const hasSent = (kind: string) => () => inner()?.sentMessages?.some((message) => message.kind === kind);
    await until(hasSent('ready'));
    inner()?.postMessage(made.message, '*');
    await until(hasSent('vectors'));
    inner()?.postMessage(made.vectors(2), '*');
    const isAccelerated = (): boolean | undefined => {
      const canvas = inner()?.document.querySelector<HTMLCanvasElement>('canvas.points');
      return canvas ? canvas.getContext('webgl2') !== null : undefined;
    };
    await until(isAccelerated);
    await until(() => (inner()?.document.querySelectorAll('.neighbours, .details .note').length ?? 0) > 0);
    frame.remove();
    await rest(20);
  }
}

/** Runs in the explorer's page. */
async function compareAgain(rounds: number, beside: () => unknown): Promise<void> {
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const plots = (): number => document.querySelectorAll('.plot').length;
  for (let round = 0; round < rounds; round++) {
    window.postMessage(beside(), '*');
    await until(() => plots() === 2);
    // Seen once, it has drawn, and asked for its vectors.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
    const buttons = [...document.querySelectorAll<HTMLElement>('.toolbar > vscode-button')];
    buttons.find(({ textContent }) => textContent === 'One model')?.click();
    await until(() => plots() === 1);
  }
}

/** What the page of a notebook knows of a renderer. */
interface OutputWindow extends Window {
  output?: string;
  renderer?: {
    renderOutputItem(item: { id: string; json(): unknown }, parent: HTMLElement): void;
    disposeOutputItem(id: string): void;
  };
}

/** Runs in the page of a notebook. Every other output goes before its pictures are decoded. */
async function drawAgain(rounds: number): Promise<void> {
  const { output = '', renderer } = window as OutputWindow;
  for (let round = 0; round < rounds; round++) {
    const parent = document.createElement('div');
    document.body.append(parent);
    const id = `output-${round}`;
    renderer?.renderOutputItem({ id, json: () => JSON.parse(output) as unknown }, parent);
    const isSeen = round % 2 === 0;
    while (isSeen && !parent.querySelector('canvas.picture')) await new Promise((resolve) => setTimeout(resolve, 5));
    if (isSeen) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    renderer?.disposeOutputItem(id);
    parent.remove();
  }
}
