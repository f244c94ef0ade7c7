import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { ModelSummary } from '../../engine/api/modelApi.ts';
import type { Wordings } from '../../engine/api/wordings.ts';
import { ExtensionError } from '../extensionError.ts';
import { findModel, firstOf, isModelPath } from './findModel.ts';

/** Where models are looked for. */
export interface ShelfPlaces {
  /** Folders that come with the extension. */
  shipped: readonly string[];
  /** Folders the user named, as written. */
  added: () => readonly string[];
  /** The model the user chose, as written; empty for none. */
  chosen: () => string;
  /** Whether paths that a notebook names may be opened. */
  mayOpenPaths: () => boolean;
}

/** The models on this machine. */
export class ModelShelf {
  readonly #engine: EngineApi;
  readonly #places: ShelfPlaces;
  #first = '';

  constructor(engine: EngineApi, places: ShelfPlaces) {
    this.#engine = engine;
    this.#places = places;
  }

  /** Every model in the folders, and the chosen one wherever it is. */
  async list(): Promise<ModelSummary[]> {
    const models = await this.#engine.listModels(this.folders());
    this.#first = firstOf(models)?.name ?? '';
    return models;
  }

  /** The model that would answer now, as written. Empty before anybody has looked for models where none was chosen. */
  get answering(): string {
    return this.#places.chosen() || this.#first;
  }

  /** The folders that are there, each of a model or of several. */
  folders(): string[] {
    const { shipped, added, chosen } = this.#places;
    const own = isModelPath(chosen()) ? [chosen()] : [];
    const folders = [...shipped, ...added(), ...own].map((folder) => absolute(folder, homedir()));
    return [...new Set(folders.filter(existsSync))];
  }

  /** Whether it came with the extension. */
  isShipped({ folder }: ModelSummary): boolean {
    return this.#places.shipped.some((shipped) => folder === shipped || folder.startsWith(`${shipped}${path.sep}`));
  }

  /** How the chosen model was taught to be asked. */
  async wordings(): Promise<Wordings> {
    return (await this.find(undefined, '')).wordings ?? {};
  }

  /** The chosen model, or the one that a notebook in `base` names. */
  async find(named: string | undefined, base: string): Promise<ModelSummary> {
    const models = await this.list();
    if (named === undefined) return findModel(chosenFolder(this.#places.chosen()), models);
    const known = models.find(({ name }) => name === named);
    if (known || !isModelPath(named)) return known ?? findModel(named, models);
    if (!this.#places.mayOpenPaths()) throw new ExtensionError('model/untrusted', { name: named });
    const folder = absolute(named, base);
    return findModel(folder, existsSync(folder) ? await this.#engine.listModels([folder]) : models);
  }
}

const chosenFolder = (chosen: string) => (isModelPath(chosen) ? absolute(chosen, homedir()) : chosen);

function absolute(folder: string, base: string): string {
  return folder.startsWith('~') ? path.join(homedir(), folder.slice(1)) : path.resolve(base, folder);
}
