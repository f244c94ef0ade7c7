import { join } from 'node:path';
import { EngineError, hasCode } from '../api/errors.ts';
import { asCheckpointError } from '../checkpoint/diskErrors.ts';
import { openForReading, readText } from '../checkpoint/readableFile.ts';
import { openTokenizer, type Tokenizer } from './tokenizer.ts';

// Far above any real file (a vocabulary of 256,000 pieces takes 5 MB); what is larger is not read at all.
const modelLimitBytes = 64 * 1024 * 1024;
const jsonLimitBytes = 16 * 1024 * 1024;

/** Opens the tokenizer of a checkpoint's folder. Only `tokenizer.model` must be there. */
export async function readTokenizer(folder: string): Promise<Tokenizer> {
  const name = join(folder, 'tokenizer.model');
  return openTokenizer({
    name,
    model: await readModel(name),
    tokenizerConfig: await readOptional(join(folder, 'tokenizer_config.json')),
    specialTokensMap: await readOptional(join(folder, 'special_tokens_map.json')),
    addedTokens: await readOptional(join(folder, 'added_tokens.json')),
  });
}

async function readModel(path: string): Promise<Uint8Array> {
  const file = await openForReading(path).catch((error: unknown) => {
    throw asCheckpointError(error);
  });
  try {
    const { sizeBytes } = file;
    if (sizeBytes > modelLimitBytes)
      throw new EngineError('checkpoint/file-too-large', { file: path, sizeBytes, limitBytes: modelLimitBytes });
    return await file.read(0, sizeBytes);
  } finally {
    await file.close();
  }
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readText(path, jsonLimitBytes);
  } catch (error) {
    if (hasCode(error, 'disk/missing')) return undefined;
    throw error;
  }
}
