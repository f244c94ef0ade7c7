import type { Browser } from 'playwright-core';
import { syntheticSurvey } from './syntheticSurvey.ts';
import { openWebview } from './webviewPage.ts';

/** What a page that opens and closes explorers holds, after garbage was collected. */
export interface Held {
  /** Bytes of the script engine's heap, which all frames of the page share. */
  readonly heapBytes: number;
  readonly documents: number;
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
    const debug = await view.page.context().newCDPSession(view.page);
    const held: Held[] = [];
    for (const [i, count] of at.entries()) {
      const rounds = count - (at[i - 1] ?? 0);
      await view.page.evaluate(`(${openFrames.toString()})(${rounds}, ${syntheticSurvey({ side: 32 })})`);
      await debug.send('HeapProfiler.collectGarbage');
      const { usedSize } = await debug.send('Runtime.getHeapUsage');
      const { documents, jsEventListeners } = await debug.send('Memory.getDOMCounters');
      held.push({ heapBytes: usedSize, documents, listeners: jsEventListeners });
    }
    return held;
  } finally {
    await view.close();
  }
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
