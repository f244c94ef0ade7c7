import { setTimeout } from 'node:timers/promises';
import { EngineError } from '../api/errors.ts';
import { readableFormats, recogniseFormat } from './fileFormats.ts';
import type { ImageLimits } from './imageLimits.ts';
import type { ImageBytes } from './readImage.ts';

/** Waits for the decoder's answer about a picture, no longer than allowed, and says what a complaint means for the user. */
export async function askDecoder<T>(image: ImageBytes, limits: ImageLimits, answer: Promise<T>): Promise<T> {
  const answered = new AbortController();
  try {
    return await Promise.race([answer, tooSlow(image, limits, answered.signal)]);
  } catch (error) {
    throw error instanceof EngineError ? error : problem(image, error);
  } finally {
    answered.abort();
  }
}

/**
 * Rejects when the time is over. A clock of our own, because the decoder's looks only between parts of a picture, and
 * one part of a drawing may take for ever.
 */
async function tooSlow(image: ImageBytes, { decodeSeconds }: ImageLimits, answered: AbortSignal): Promise<never> {
  await setTimeout(decodeSeconds * 1000, undefined, { signal: answered });
  throw new EngineError('image/too-slow', { image: image.name, limitSeconds: decodeSeconds });
}

/** Another kind of file, no picture at all, or a damaged one. */
function problem({ bytes, name: image }: ImageBytes, cause: unknown): EngineError {
  const format = recogniseFormat(bytes);
  if (!format) return new EngineError('image/not-an-image', { image, readable: readableFormats }, { cause });
  if (format.readable) return new EngineError('image/damaged', { image, reason: firstLine(cause) }, { cause });
  const details = { image, format: format.name, readable: readableFormats };
  return new EngineError('image/unsupported-format', details, { cause });
}

/** The decoder repeats itself on further lines. */
function firstLine(cause: unknown): string {
  const said = cause instanceof Error ? cause.message : String(cause);
  return said.split('\n', 1)[0]?.trim() ?? said;
}
