import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { precisions, type Precision } from '../../engine/api/choices.ts';
import type { AskRequest, ChatTurn } from '../../engine/api/answerApi.ts';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import { readPageAddress } from '../../engine/api/pageAddress.ts';
import { errorCode } from '../errorText.ts';
import { ExtensionError } from '../extensionError.ts';
import { decodeAddress } from './imageAddress.ts';
import { isObject } from './plainNotebook.ts';
import type { Json } from './plainNotebook.ts';

/** What an answer keeps of how it was asked, so that whoever looks into it later looks into the same. */
export interface AskedQuestion {
  /** The name of the model: folders of this machine stay out of notebooks. */
  model: string;
  /** Tells the conversation, its pictures included, from any other. */
  question: string;
  maxTiles?: number;
  /** The file of its only picture by its path from the notebook's folder, so that the page of the notebook can show it. */
  picture?: string;
  /** That of the weights that answered. */
  precision?: Precision;
}

/** What is kept of a question to a model. */
export async function askedQuestion(
  model: string,
  { turns, maxTiles }: Pick<AskRequest, 'turns' | 'maxTiles'>,
  addresses: readonly string[] = [],
): Promise<AskedQuestion> {
  const isOfOne = turns.flatMap(({ images = [] }) => images).length === 1;
  const picture = isOfOne ? addresses.map(pathBeside)[0] : undefined;
  const options = { ...(maxTiles !== undefined && { maxTiles }), ...(picture !== undefined && { picture }) };
  return { model, question: await digestOf(turns), ...options };
}

/** The path of a picture file as a cell writes it; undefined for documents, and for what lies elsewhere. */
function pathBeside(address: string): string | undefined {
  const { path, page } = readPageAddress(address);
  const leadsElsewhere = /^[a-z][a-z0-9+.-]*:/i.test(path) || /^[/\\]/.test(path);
  return page === undefined && !leadsElsewhere ? decodeAddress(path) : undefined;
}

/** Reads what an answer in a notebook keeps; undefined where it keeps nothing of it, as those of earlier versions do. */
export function readAskedQuestion({ asked, precision }: Readonly<Record<string, Json>>): AskedQuestion | undefined {
  if (!isObject(asked)) return undefined;
  const { model, question, maxTiles } = asked;
  if (typeof model !== 'string' || model.length > longestName || typeof question !== 'string') return undefined;
  const known = precisions.find((one) => one === precision);
  const isCount = Number.isSafeInteger(maxTiles) && Number(maxTiles) > 0;
  return { model, question, ...(isCount && { maxTiles: Number(maxTiles) }), ...(known && { precision: known }) };
}

/** The request that an answer came of. What is kept of it stands over what cell and settings say by now. */
export async function requestAgain(
  work: CellNow,
  turns: readonly ChatTurn[],
  asked: AskedQuestion,
): Promise<AskRequest> {
  if ((await digestOf(turns)) !== asked.question) throw new ExtensionError('answer/question-changed', undefined);
  const { folder } = await modelAgain(work, asked.model);
  const { maxTiles: _, precision: __, ...generation } = work.generation;
  const { maxTiles, precision } = asked;
  const kept = { ...(maxTiles !== undefined && { maxTiles }), ...(precision && { precision }) };
  return { ...generation, ...kept, model: folder, turns: [...turns] };
}

/** What cell and settings say by now. */
interface CellNow {
  readonly generation: Omit<AskRequest, 'model' | 'turns'>;
  readonly model: string | undefined;
  readonly findModel: (named: string | undefined) => Promise<{ folder: string; name: string }>;
}

const longestName = 4096;

/** The model of this name: that of the cell, which may lie anywhere, else one of those that are known. */
async function modelAgain({ model, findModel }: CellNow, name: string) {
  const own = await findModel(model).catch(unlessUnknown);
  if (own?.name === name) return own;
  const known = await findModel(name).catch(unlessUnknown);
  if (known?.name !== name) throw new ExtensionError('answer/model-gone', { model: name });
  return known;
}

function unlessUnknown(error: unknown): undefined {
  const code = errorCode(error);
  if (code !== 'model/unknown' && code !== 'model/none' && code !== 'model/untrusted') throw error;
}

/** Pictures count by what is in them, wherever they lie. */
async function digestOf(turns: readonly ChatTurn[]): Promise<string> {
  const parts = turns.map(async ({ role, text, images = [] }) => [
    role,
    text,
    await Promise.all(images.map(contentOf)),
  ]);
  const conversation = JSON.stringify(await Promise.all(parts));
  return createHash('sha256').update(conversation).digest('hex');
}

async function contentOf(image: ImageSource): Promise<[digest: string, page: number]> {
  const hash = 'path' in image ? await hashOfFile(image.path) : createHash('sha256').update(image.bytes);
  return [hash.digest('hex'), image.page ?? 1];
}

async function hashOfFile(path: string): Promise<Hash> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash;
}
