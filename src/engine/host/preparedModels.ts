import { resolve } from 'node:path';
import type { AskProgress, AskRequest } from '../api/answerApi.ts';
import type { CallOptions } from '../api/callOptions.ts';
import type { Precision } from '../api/choices.ts';
import type { ClearedModel, ClearRequest, CompiledModel } from '../api/modelApi.ts';
import type { CompileProgress, CompileReport, CompileRequest } from '../api/modelApi.ts';
import { clearCompiled, listCompiled } from '../compile/compiledModels.ts';
import { compileModel } from '../compile/compileModel.ts';
import { defaultPrecision } from '../compile/defaultPrecision.ts';
import { withFolderLock } from '../compile/folderLock.ts';
import { beginUse, dropAbandonedMarks } from '../compile/folderUse.ts';
import { compiledFolder, currentSource, defaultCacheFolder, isUpToDate } from '../compile/modelCache.ts';
import { readManifest } from '../compile/manifest.ts';
import { loadModel, type LoadedModel, type LoadOptions } from '../generate/loadedModel.ts';
import { chooseDevice } from '../session/devices.ts';
import type { EngineOptions } from './engineOptions.ts';
import { ModelShelf, type Wanted } from './modelShelf.ts';

/** Which model to use, and how. */
interface ModelChoice extends Pick<AskRequest, 'model' | 'precision' | 'device'> {
  /** Memory for what questions share; a part of a gigabyte by default. */
  prefixCacheBytes?: number;
}

type DecidedChoice = ModelChoice & Required<Pick<ModelChoice, 'device' | 'precision'>>;

// A quarter of a small laptop's memory would be too much; two pictures' worth of a full-size model is 2 × 256 MB.
const usualPrefixCacheBytes = 512 * 2 ** 20;

/** Models that are compiled and loaded when somebody needs them. */
export class PreparedModels {
  readonly #options: EngineOptions;
  readonly #cacheFolder: string;
  readonly #shelf: ModelShelf;
  #pending = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#cacheFolder = options.cacheFolder ?? defaultCacheFolder(process.platform, process.env);
    this.#shelf = new ModelShelf(options.idleUnloadMs, loadMarked);
  }

  get loaded(): ModelShelf['loaded'] {
    return this.#shelf.loaded;
  }

  /** Requests that use a model. */
  get pending(): number {
    return this.#pending;
  }

  /** Lends a model while `work` runs. It is compiled first where that has not been done, or not since the checkpoint changed. */
  async use<T>(
    choice: ModelChoice,
    call: CallOptions<AskProgress>,
    work: (model: LoadedModel, loadMs: number) => Promise<T>,
  ): Promise<T> {
    this.#pending++;
    try {
      return await this.#useMarked(choice, call, work);
    } finally {
      this.#pending--;
    }
  }

  listCompiled(): Promise<CompiledModel[]> {
    return listCompiled(this.#cacheFolder);
  }

  /** The loaded model is freed first. */
  async clearCompiled({ ids }: ClearRequest): Promise<ClearedModel[]> {
    await this.free();
    return clearCompiled(this.#cacheFolder, ids);
  }

  isCompiled(checkpoint: string, precision: Precision): Promise<boolean> {
    return isUpToDate(this.#folder(checkpoint, precision), checkpoint);
  }

  compile(request: CompileRequest, { signal, onProgress }: CallOptions<CompileProgress> = {}): Promise<CompileReport> {
    const { checkpoint, precision } = request;
    // The lock lies beside it, and would not for `place/`.
    const out = resolve(request.out ?? this.#folder(checkpoint, precision));
    const options = {
      precision,
      out,
      ...(signal && { signal }),
      ...(onProgress && { onProgress: (step: string, fraction: number) => onProgress({ step, fraction }) }),
    };
    const waits = (): void => onProgress?.({ step: 'waiting for another process that compiles it', fraction: 0 });
    return withFolderLock(out, signal, () => compileModel(checkpoint, options), waits);
  }

  free(): Promise<void> {
    return this.#shelf.free();
  }

  /** Nobody removes the compiled model from before it is looked for until the question is answered. */
  async #useMarked<T>(
    choice: ModelChoice,
    call: CallOptions<AskProgress>,
    work: (model: LoadedModel, loadMs: number) => Promise<T>,
  ): Promise<T> {
    const device = choice.device ?? 'auto';
    // Before anything is compiled for a device that cannot be used.
    await chooseDevice(device);
    const precision = choice.precision ?? (await defaultPrecision(choice.model));
    const endUse = await beginUse(this.#folder(choice.model, precision));
    try {
      return await this.#shelf.use(await this.#prepare({ ...choice, device, precision }, call), work);
    } finally {
      await endUse();
    }
  }

  async #prepare(choice: DecidedChoice, call: CallOptions<AskProgress>): Promise<Wanted> {
    const { device, precision } = choice;
    const compiled = this.#folder(choice.model, precision);
    const source =
      (await currentSource(compiled, choice.model)) ?? (await this.#compileFor(choice.model, precision, call));
    call.onProgress?.({ kind: 'stage', stage: 'loading' });
    const { threads, smallAllocations } = this.#options;
    const limits = { ...(threads !== undefined && { threads }), ...(smallAllocations && { smallAllocations }) };
    const { prefixCacheBytes = usualPrefixCacheBytes } = choice;
    return { checkpoint: choice.model, compiled, source, precision, device, prefixCacheBytes, ...limits };
  }

  /** Identity of the checkpoint that was compiled. */
  async #compileFor(
    checkpoint: string,
    precision: Precision,
    { signal, onProgress }: CallOptions<AskProgress>,
  ): Promise<string> {
    const out = this.#folder(checkpoint, precision);
    // What was made of the checkpoint as it was before is about to be replaced.
    await this.#shelf.freeFrom(out);
    const compile = async (): Promise<void> => {
      // Another window may have done it while this one waited.
      if (await isUpToDate(out, checkpoint)) return;
      await compileModel(checkpoint, {
        precision,
        out,
        ...(signal && { signal }),
        onProgress: (_, fraction) => onProgress?.({ kind: 'stage', stage: 'compiling', fraction }),
      });
    };
    await withFolderLock(out, signal, compile, () => onProgress?.({ kind: 'stage', stage: 'queued' }));
    // The manifest is written last; where it is gone again, loading says so.
    return (await readManifest(out))?.sourceHash ?? '';
  }

  #folder(checkpoint: string, precision: Precision): string {
    return compiledFolder(this.#cacheFolder, checkpoint, precision);
  }
}

/** Loads a model whose compiled folder is marked as in use until the model is closed. */
async function loadMarked(compiled: string, options: LoadOptions): Promise<LoadedModel> {
  const endUse = await beginUse(compiled);
  try {
    await dropAbandonedMarks(compiled);
    const model = await loadModel(compiled, options);
    return { ...model, close: () => model.close().finally(endUse) };
  } catch (error) {
    await endUse();
    throw error;
  }
}
