import { parentPort, Worker, type MessagePort } from 'node:worker_threads';
import { packError, unpackError } from '../../api/errorOnWire.ts';
import { EngineError, hasCode, isEngineError } from '../../api/errors.ts';
import { clause } from '../../api/remarks.ts';
import { systemClock } from '../../rpc/clock.ts';
import { withDeadline } from '../../rpc/deadline.ts';
import { createPeer, type Peer, type WireErrors } from '../../rpc/peer.ts';
import { portTransport } from '../../rpc/portTransport.ts';
import { drawPage, type DrawnPage, type PageWish } from './drawPage.ts';
import { loadPdfium } from './pdfium.ts';

/**
 * Draws pages in a thread of its own, one after another: a document made to take for ever ends with its thread. The thread
 * starts with the first page and ends when no page was wanted for a while, which frees all that documents have taken.
 */
export class PdfThread {
  #running: Peer | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #stopWaiting: () => void = () => undefined;

  /** The page, or why there is none; `limitSeconds` begins when its turn comes. */
  draw(wish: PageWish, limitSeconds: number): Promise<DrawnPage> {
    const drawn = this.#last.then(() => this.#drawNow(wish, limitSeconds));
    // Whoever comes next waits for the end, whatever it is.
    this.#last = drawn.catch(() => undefined);
    return drawn;
  }

  async #drawNow(wish: PageWish, limitSeconds: number): Promise<DrawnPage> {
    this.#stopWaiting();
    const thread = (this.#running ??= this.#start());
    const late = () => new EngineError('image/too-slow', { image: wish.name, limitSeconds });
    try {
      const work = thread.call('draw', wish);
      // The far side is `servePages`, whose answers these are.
      return (await withDeadline(work, { clock: systemClock, limitMs: limitSeconds * 1000, late })) as DrawnPage;
    } catch (error) {
      // A thread that hangs, or whose memory is in disorder, is of no more use.
      if (!isEngineError(error) || !harmless.has(error.code)) this.#end();
      throw isClosed(error) ? new EngineError('image/damaged', { image: wish.name, reason: gaveUp }) : error;
    } finally {
      this.#stopWaiting = afterIdle(() => this.#end());
    }
  }

  #start(): Peer {
    const worker = startWorker();
    const peer = createPeer(portTransport(worker), {}, errors);
    // A program that has nothing else to do ends; while a page is awaited, its deadline keeps it going.
    worker.unref();
    worker.once('exit', () => {
      if (this.#running === peer) this.#running = undefined;
    });
    return peer;
  }

  #end(): void {
    this.#stopWaiting();
    this.#running?.close();
    this.#running = undefined;
  }
}

/** Draws pages in this thread, for its parent. */
export function servePages(port: MessagePort | null = parentPort): void {
  if (!port) throw new Error('This is the entry of a worker thread, not of a program.');
  const pdfium = loadPdfium();
  // Sent by `PdfThread`, as all that arrives here.
  createPeer(portTransport(port), { draw: async (wish) => drawPage(await pdfium, wish as PageWish) }, errors);
}

/** What says something of the document, not of the thread. */
const harmless: ReadonlySet<string> = new Set(['image/damaged', 'image/locked', 'image/no-such-page']);

/** Turning pages goes on within this; afterwards the memory is worth more. */
const idleMs = 20_000;

function afterIdle(end: () => void): () => void {
  const timer = setTimeout(end, idleMs).unref();
  return () => clearTimeout(timer);
}

/** The bundle lies beside the program's; run from the source, a thread has to learn TypeScript first. */
function startWorker(): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = isSource ? '../../../../scripts/workerFromSource.mjs' : './pdfWorker.mjs';
  const source = new URL('./pdfWorker.ts', import.meta.url).href;
  const worker = new Worker(new URL(entry, import.meta.url), { name: 'pages', workerData: { source } });
  // What it died of reaches the caller as the end of its connection.
  worker.on('error', () => undefined);
  return worker;
}

const gaveUp = clause('the renderer gave up on it');
const isClosed = (error: unknown) => hasCode(error, 'engine/stopped');

const errors: WireErrors = {
  pack: packError,
  unpack: unpackError,
  cancelled: () => new EngineError('request/cancelled', undefined),
  closed: () => new EngineError('engine/stopped', undefined),
  unsendable: (reason) => new EngineError('engine/unsendable', { reason }),
};
