import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
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

  /**
   * The folders that the chosen model may have, found without the engine: several where more than one model has its name,
   * and those of every shipped model where none was chosen. Not in each there is a checkpoint.
   */
  async candidates(): Promise<string[]> {
    const chosen = chosenFolder(this.#places.chosen());
    if (isModelPath(chosen)) return [chosen];
    if (chosen !== '') return this.folders().flatMap((folder) => ofName(chosen, folder));
    const shipped = await Promise.all(this.#places.shipped.map(inside));
    return shipped.flat();
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

/** The folder itself, one in it, or what came out of a run: that is called as the run. */
function ofName(name: string, folder: string): string[] {
  const runs = [folder, path.join(folder, name)].filter((run) => path.basename(run) === name);
  return runs.flatMap((run) => [run, path.join(run, 'model')]);
}

async function inside(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.sort().map((name) => path.join(folder, name));
}

const chosenFolder = (chosen: string) => (isModelPath(chosen) ? absolute(chosen, homedir()) : chosen);

function absolute(folder: string, base: string): string {
  return folder.startsWith('~') ? path.join(homedir(), folder.slice(1)) : path.resolve(base, folder);
}
