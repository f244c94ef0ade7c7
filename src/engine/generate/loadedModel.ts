import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import type { DeviceName, Precision } from '../api/choices.ts';
import { readManifest, type Manifest } from '../compile/manifest.ts';
import { EngineError } from '../api/errors.ts';
import type { ModelConfig } from '../model/config.ts';
import { readConfig } from '../model/readConfig.ts';
import { DeviceSession, type SessionOptions } from '../session/deviceSession.ts';
import { chatTemplate } from '../text/chatTemplate.ts';
import { readTokenizer } from '../text/readTokenizer.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { HovleDecoder } from './hovleDecoder.ts';
import { ImageEncoder } from './imageEncoder.ts';
import { once } from './once.ts';
import { PrefixCache } from './prefixCache.ts';
import { TextRows } from './textRows.ts';

/** A compiled model with its sessions open: everything that an answer needs. */
export interface LoadedModel {
  readonly config: ModelConfig;
  readonly precision: Precision;
  readonly device: DeviceName;
  readonly tokenizer: Tokenizer;
  readonly decoder: HovleDecoder;
  readonly encoder: ImageEncoder;
  readonly prefixCache: PrefixCache;
  /** The id that stands for each of a picture's tokens. */
  readonly placeholderId: number;
  /** The decoder with every layer's output; opened when it is first asked for. */
  inspection(): Promise<DeviceSession>;
  /** Most tokens that speculation guesses at once. */
  readonly draftLength: number;
  close(): Promise<void>;
}

export interface LoadOptions extends SessionOptions {
  /** Most memory that caches of earlier questions may take. */
  readonly prefixCacheBytes: number;
  /** Whether prompts get their own, faster weights where the model has them; by default when memory allows it. */
  readonly fastPrefill?: boolean;
}

/** Opens a compiled folder. Whatever was opened is closed again when a later part fails. */
export async function loadModel(folder: string, options: LoadOptions): Promise<LoadedModel> {
  const manifest = await readManifest(folder);
  if (!manifest) throw new EngineError('compile/bad-manifest', { file: folder });
  const opened: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closeOne of opened.splice(0).reverse()) await closeOne();
  };
  try {
    return { ...(await openParts(folder, manifest, { options, opened })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Opening {
  readonly options: LoadOptions;
  /** What has to be closed again. */
  readonly opened: (() => Promise<void> | void)[];
}

async function openParts(
  folder: string,
  manifest: Manifest,
  { options, opened }: Opening,
): Promise<Omit<LoadedModel, 'close'>> {
  const config = readConfig(manifest.config);
  const openSession = async (graph: string): Promise<DeviceSession> => {
    const session = await DeviceSession.open(join(folder, `${graph}.onnx`), options);
    opened.push(() => session.close());
    return session;
  };
  const textRows = new TextRows(join(folder, manifest.textRows.file), manifest.textRows, config.language.width);
  opened.push(() => textRows.close());
  const prefixCache = new PrefixCache(options.prefixCacheBytes);
  opened.push(() => prefixCache.close());
  const tokenizer = await readTokenizer(folder);
  const session = await openSession('decoder');
  const prefillSession = wantsFastPrefill(folder, manifest, options) ? await openSession('prefill') : undefined;
  return {
    config,
    precision: manifest.precision,
    device: options.device,
    tokenizer,
    placeholderId: placeholderOf(config, tokenizer),
    inspection: once(() => openSession('inspect')),
    decoder: new HovleDecoder({ config, textRows, session, ...(prefillSession && { prefillSession }) }),
    encoder: new ImageEncoder(await openSession('image'), config),
    prefixCache,
    draftLength: 4,
  };
}

/** As config.json says, or as the tokenizer does where config.json is silent. */
function placeholderOf(config: ModelConfig, tokenizer: Tokenizer): number {
  const token = chatTemplate(config.template).image.context;
  const id = config.layout === 'hovle' ? config.imageTokenId : tokenizer.idOf(token);
  if (id === undefined) throw new EngineError('chat/missing-token', { token, template: config.template });
  return id;
}

/**
 * Whether prompts get their own, faster weights: the compiled folder has them, and loading both kinds leaves memory for
 * the caches and everybody else.
 */
function wantsFastPrefill(folder: string, { files }: Manifest, { fastPrefill }: LoadOptions): boolean {
  if (!existsSync(join(folder, 'prefill.onnx'))) return false;
  if (fastPrefill !== undefined) return fastPrefill;
  const weightBytes = Object.values(files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return freemem() > 1.2 * weightBytes + spareBytes;
}

const spareBytes = 2 ** 30;
