import type { Precision, DeviceName } from '../api/choices.ts';
import { loadModel, type LoadedModel, type LoadOptions } from '../generate/loadedModel.ts';

/** Which compiled model to have loaded, and how. */
export interface Wanted extends LoadOptions {
  readonly checkpoint: string;
  readonly compiled: string;
  readonly precision: Precision;
  readonly device: DeviceName;
}

/** Keeps the model of the latest question loaded, and frees it when nobody asks for a while. */
export class ModelShelf {
  readonly #idleMs: number | undefined;
  #held: { key: string; wanted: Wanted; model: LoadedModel } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(idleMs: number | undefined) {
    this.#idleMs = idleMs;
  }

  get loaded(): { model: string; precision: Precision; device: DeviceName }[] {
    if (!this.#held) return [];
    const { checkpoint, precision, device } = this.#held.wanted;
    return [{ model: checkpoint, precision, device }];
  }

  /** Lends the model while `use` runs. Another one that was loaded is freed first, so that two never share the memory. */
  async use<T>(wanted: Wanted, use: (model: LoadedModel, loadMs: number) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    const begin = performance.now();
    const model = await this.#get(wanted);
    try {
      return await use(model, performance.now() - begin);
    } finally {
      this.#freeLater();
    }
  }

  async free(): Promise<void> {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = undefined;
    await held?.model.close();
  }

  async #get(wanted: Wanted): Promise<LoadedModel> {
    const key = JSON.stringify(wanted);
    if (this.#held?.key === key) return this.#held.model;
    await this.free();
    const model = await loadModel(wanted.compiled, wanted);
    this.#held = { key, wanted, model };
    return model;
  }

  #freeLater(): void {
    if (this.#idleMs === undefined) return;
    this.#timer = setTimeout(() => void this.free(), this.#idleMs);
    this.#timer.unref();
  }
}
