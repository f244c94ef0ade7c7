import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { precisions, type Precision } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';

/** Version of the compiled folder's layout and of the graphs in it; a folder of another version is compiled anew. */
export const formatVersion = 6;
export const manifestFile = 'manifest.json';

/** What a compiled folder was made from and holds. It is written last: a folder without it is not finished. */
export interface Manifest {
  readonly formatVersion: number;
  readonly precision: Precision;
  /** `compileSettings` of the version that made it. */
  readonly settings: string;
  /** Identity of the checkpoint's weight files. */
  readonly sourceHash: string;
  /** Folder of the checkpoint; the tokenizer is read from there. */
  readonly checkpoint: string;
  /** config.json of the checkpoint, as text. */
  readonly config: string;
  readonly textRows: {
    readonly file: string;
    readonly dtype: 'float32' | 'float16' | 'bfloat16';
    readonly count: number;
  };
  /** Of each layer whose weights are read when they are needed, what the graph `prefill-layer` is fed. */
  readonly streamedLayers: readonly (readonly StreamedWeight[])[];
  readonly files: Readonly<Record<string, { readonly sizeBytes: number }>>;
}

/** One input of a streamed layer, and where its bytes lie. */
export interface StreamedWeight {
  readonly input: string;
  readonly dtype: 'float32' | 'int8' | 'uint8';
  readonly shape: readonly number[];
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** Reads the manifest of a finished compiled folder; undefined where there is none or it is of another version. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, manifestFile);
  try {
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isManifest(manifest) ? manifest : undefined;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new EngineError('compile/bad-manifest', { file }, { cause });
  }
}

/** Our own writer made the file, or another version's: the version and the precision tell. */
function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const isCurrent = 'formatVersion' in value && value.formatVersion === formatVersion;
  return isCurrent && 'precision' in value && precisions.some((one) => one === value.precision);
}
