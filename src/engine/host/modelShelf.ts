import type { Precision, DeviceName } from '../api/choices.ts';
import { loadModel, type LoadedModel, type LoadOptions } from '../generate/loadedModel.ts';

/** Which compiled model to have loaded, and how. */
export interface Wanted extends LoadOptions {
  readonly checkpoint: string;
  readonly compiled: string;
  /** Identity of the checkpoint's files: one that was trained further is another model in the same folder. */
  readonly source: string;
  readonly precision: Precision;
}

/** Keeps the model of the latest question loaded, and frees it when nobody asks for a while. */
export class ModelShelf {
  readonly #idleMs: number | undefined;
  #held: { wanted: Wanted; model: LoadedModel } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #uses = 0;
  readonly #load: typeof loadModel;

  constructor(idleMs: number | undefined, load = loadModel) {
    this.#idleMs = idleMs;
    this.#load = load;
  }

  get loaded(): { model: string; precision: Precision; device: DeviceName }[] {
    if (!this.#held) return [];
    const { wanted, model } = this.#held;
    return [{ model: wanted.checkpoint, precision: wanted.precision, device: model.device }];
  }

  /** Lends the model while `use` runs. Another one that was loaded is freed first, so that two never share the memory. */
  async use<T>(wanted: Wanted, use: (model: LoadedModel, loadMs: number) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#uses++;
    try {
      const begin = performance.now();
      const model = await this.#get(wanted);
      return await use(model, performance.now() - begin);
    } finally {
      this.#uses--;
      this.#freeLater();
    }
  }

  async free(): Promise<void> {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = undefined;
    await held?.model.close();
  }

  /** Frees the model that was loaded from this compiled folder, unless it answers just now. */
  async freeFrom(compiled: string): Promise<void> {
    if (this.#uses === 0 && this.#held?.wanted.compiled === compiled) await this.free();
  }

  async #get(wanted: Wanted): Promise<LoadedModel> {
    if (this.#held && serves(this.#held, wanted)) return this.#held.model;
    await this.free();
    const model = await this.#load(wanted.compiled, wanted);
    this.#held = { wanted, model };
    return model;
  }

  #freeLater(): void {
    if (this.#idleMs === undefined || this.#uses > 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.free(), this.#idleMs);
    this.#timer.unref();
  }
}

/** Whether a loaded model is the one wanted: on the same choice of device, or on the very device that is named now. */
function serves(held: { wanted: Wanted; model: LoadedModel }, wanted: Wanted): boolean {
  const device = wanted.device === held.model.device ? held.wanted.device : wanted.device;
  return JSON.stringify({ ...wanted, device }) === JSON.stringify(held.wanted);
}
