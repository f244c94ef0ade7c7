import { existsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import type { DeviceChoice, DeviceName, Precision } from '../api/choices.ts';
import { readManifest, type Manifest } from '../compile/manifest.ts';
import { EngineError } from '../api/errors.ts';
import type { Remark } from '../api/remarks.ts';
import type { ModelConfig } from '../model/config.ts';
import { graphName, type GraphPart } from '../model/kernels.ts';
import { readConfig } from '../model/readConfig.ts';
import { deviceKernels } from '../session/deviceKernels.ts';
import { DeviceMemory } from '../session/deviceMemory.ts';
import type { Place } from '../session/devices.ts';
import { DeviceSession, type SessionOptions } from '../session/deviceSession.ts';
import { openOnDevice } from '../session/openOnDevice.ts';
import { chatTemplate } from '../text/chatTemplate.ts';
import { readTokenizer } from '../text/readTokenizer.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { Constraint } from './constrain/constraint.ts';
import { TokenTable } from './constrain/tokenTable.ts';
import { checkTemplateTokens } from './checkTemplateTokens.ts';
import type { RowSource } from './decoderFeeds.ts';
import { HolisticLayers } from './holisticLayers.ts';
import { HovleDecoder, type DecoderParts } from './hovleDecoder.ts';
import { ImageEncoder } from './imageEncoder.ts';
import { once } from './once.ts';
import { stepLimits } from './prefillSteps.ts';
import { PrefixCache } from './prefixCache.ts';
import { StreamedReader, WholeReader, type PromptReader } from './promptReader.ts';
import { StreamedLayers } from './streamedLayers.ts';
import { TextRows } from './textRows.ts';

/** A compiled model with its sessions open: everything that an answer needs. */
export interface LoadedModel {
  readonly config: ModelConfig;
  readonly precision: Precision;
  readonly device: DeviceName;
  /** Why `auto` fell back to this device. */
  readonly deviceNote?: Remark;
  readonly tokenizer: Tokenizer;
  readonly decoder: HovleDecoder;
  readonly encoder: ImageEncoder;
  readonly prefixCache: PrefixCache;
  /** The id that stands for each of a picture's tokens. */
  readonly placeholderId: number;
  /** Keeps one answer to a JSON schema, or refuses the schema. */
  constrain(schema: string, stopIds: readonly number[]): Constraint;
  /** The decoder with every layer's output; opened when it is first asked for. */
  inspection(): Promise<DeviceSession>;
  /** Most tokens that speculation guesses at once. */
  readonly draftLength: number;
  close(): Promise<void>;
}

/**
 * The weights that prompts are read with: faster ones of their own, `streamed` partly from their files where memory is
 * short (docs/decisions/0014), or with `lean` those that answers are written with.
 */
export type PromptWeights = 'fast' | 'streamed' | 'lean';

export interface LoadOptions extends Omit<SessionOptions, 'device'> {
  readonly device: DeviceChoice;
  /** Most memory that caches of earlier questions may take. */
  readonly prefixCacheBytes: number;
  /** By default what memory allows. */
  readonly promptWeights?: PromptWeights;
}

/** Opens a compiled folder on the device of choice. Whatever was opened is closed again when a later part fails. */
export async function loadModel(folder: string, options: LoadOptions): Promise<LoadedModel> {
  const manifest = await readManifest(folder);
  if (!manifest) throw new EngineError('compile/bad-manifest', { file: folder });
  return openOnDevice(options.device, async (place) => {
    const opening: Opening = { folder, manifest, options, place, opened: [] };
    const close = async (): Promise<void> => {
      for (const part of opening.opened.splice(0).reverse()) await part.close();
    };
    try {
      const parts = await openParts(opening);
      await tryOut(parts);
      return { ...parts, close };
    } catch (error) {
      await close();
      throw error;
    }
  });
}

interface Closeable {
  close(): Promise<void> | void;
}

interface Opening {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly options: LoadOptions;
  readonly place: Place;
  /** What has to be closed again. */
  readonly opened: Closeable[];
}

async function openParts(opening: Opening): Promise<Omit<LoadedModel, 'close'>> {
  const { folder, manifest, options, place } = opening;
  const config = readConfig(manifest.config);
  const { textRows: table } = manifest;
  const textRows = keep(opening, new TextRows(join(folder, table.file), table, config.language.width));
  const prefixCache = keep(opening, new PrefixCache(options.prefixCacheBytes));
  const tokenizer = await readTokenizer(folder);
  checkTemplateTokens(tokenizer, chatTemplate(config.template), table.count);
  return {
    config,
    precision: manifest.precision,
    device: place.device,
    ...(place.note !== undefined && { deviceNote: place.note }),
    tokenizer,
    placeholderId: placeholderOf(config, tokenizer),
    inspection: once(() => openGraph(opening, 'inspect')),
    decoder: new HovleDecoder(await openDecoder(opening, { config, textRows })),
    encoder: new ImageEncoder(await openGraph(opening, 'image'), config),
    prefixCache,
    draftLength: 4,
    constrain: constraintsFor(tokenizer),
  };
}

/** The table of all tokens is made with the first schema. */
function constraintsFor(tokenizer: Tokenizer): LoadedModel['constrain'] {
  let table: TokenTable | undefined;
  const tokens = () => (table ??= new TokenTable(tokenizer.vocabularySize, (id) => tokenizer.bytesOf(id)));
  return (schema, stopIds) => new Constraint(schema, tokens(), stopIds);
}

function keep<T extends Closeable>({ opened }: Opening, part: T): T {
  opened.push(part);
  return part;
}

async function openDecoder(opening: Opening, source: RowSource): Promise<DecoderParts> {
  const { device, longestRun } = opening.place;
  const parts = { ...source, session: await openGraph(opening, 'decoder'), head: await openGraph(opening, 'head') };
  if (deviceKernels[device] === 'host') {
    const promptReader = await openPromptReader(opening, source);
    return promptReader ? { ...parts, promptReader } : parts;
  }
  checkRunLength(opening);
  const memory = keep(opening, await DeviceMemory.open(device));
  return longestRun === undefined ? { ...parts, memory } : { ...parts, memory, longestRun };
}

/** Who reads prompts with the faster weights, where memory allows it. */
async function openPromptReader(opening: Opening, source: RowSource): Promise<PromptReader | undefined> {
  const { folder, manifest } = opening;
  const weights = promptWeights(opening);
  if (weights === 'lean') return undefined;
  if (weights === 'fast') return new WholeReader(source, await openGraph(opening, 'prefill'));
  const layers = keep(opening, await StreamedLayers.open(folder, manifest.streamedLayers));
  // An arena keeps what the longest run ever needed, and each of the two sessions would have one.
  const options = { smallAllocations: true };
  const layer = await openGraph(opening, 'prefill-layer', options);
  const rest = await openGraph(opening, 'prefill-rest', options);
  return new StreamedReader(source, new HolisticLayers(layer, layers), rest);
}

/** A run takes at least one band of patch rows. */
function checkRunLength({ manifest, place: { device, longestRun = Infinity } }: Opening): void {
  const { band } = stepLimits(readConfig(manifest.config), longestRun);
  if (band <= longestRun) return;
  throw new EngineError('device/short-runs', { device, rows: longestRun, neededRows: band });
}

async function openGraph(
  opening: Opening,
  part: GraphPart,
  more: Pick<SessionOptions, 'smallAllocations'> = {},
): Promise<DeviceSession> {
  const { folder, manifest, options, place } = opening;
  const { device } = place;
  const file = join(folder, `${graphName(part, deviceKernels[device])}.onnx`);
  if (deviceKernels[device] === 'device' && !existsSync(file)) {
    throw new EngineError('device/no-kernels', { device, precision: manifest.precision });
  }
  return keep(opening, await DeviceSession.open(file, { ...options, ...more, device }));
}

/** What a device cannot do shows only when it runs: better now, while the processor can still stand in. */
async function tryOut({ device, config, decoder, encoder }: Omit<LoadedModel, 'close'>): Promise<void> {
  if (device === 'cpu') return;
  const { channels, size } = config.tile;
  await decoder.evaluate({ spans: [{ kind: 'text', ids: [0] }] });
  await encoder.encode(new Float32Array(channels * size * size));
}

/** The id that stands for a picture's tokens: as config.json says, or as the tokenizer does where config.json is silent. */
export function placeholderOf(config: ModelConfig, tokenizer: Tokenizer): number {
  const token = chatTemplate(config.template).image.context;
  const id = config.layout === 'hovle' ? config.imageTokenId : tokenizer.idOf(token);
  if (id === undefined) throw new EngineError('chat/missing-token', { token, template: config.template });
  return id;
}

/**
 * The weights that prompts get: the fastest that the compiled folder has and for which loading leaves memory for the
 * caches and everybody else.
 */
function promptWeights({ folder, manifest, options, place }: Opening): PromptWeights {
  if (place.device !== 'cpu' || !existsSync(join(folder, 'prefill.onnx'))) return 'lean';
  const streamedBytes = manifest.streamedLayers.flat().reduce((sum, { length }) => sum + length, 0);
  const { promptWeights: wanted } = options;
  if (wanted !== undefined) return wanted === 'streamed' && streamedBytes === 0 ? 'fast' : wanted;
  const weightBytes = Object.values(manifest.files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const roomBytes = (freemem() - spareBytes) / 1.2;
  if (roomBytes > weightBytes) return 'fast';
  return streamedBytes > 0 && roomBytes > weightBytes - streamedBytes ? 'streamed' : 'lean';
}

const spareBytes = 2 ** 30;
