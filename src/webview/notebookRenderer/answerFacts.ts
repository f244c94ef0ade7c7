import { answerMark, secondsOf, tokenCount, wordTokens } from '../protocol.ts';
import { isRecord } from '../shared/isRecord.ts';
import { t } from '../shared/localise.ts';

/** What a notebook keeps of an answer, as far as it is shown. */
export interface AnswerFacts {
  readonly text: string;
  readonly trained: boolean;
  /** What made it: model, number format, device and speed; and a warning of a very small one. */
  readonly provenance: string;
  /** Why it ended, where it did not end by itself; else empty. */
  readonly end: string;
  /** Whether it is about a picture, as far as it says: there is nothing else for it to rest on. */
  readonly hasPicture: boolean;
  /** The file of its only picture by its path from the notebook's folder, where it lies there. */
  readonly picture?: string;
  /** Tells it from other answers with the same words. */
  readonly mark: string;
}

/** What came out of a notebook: an answer, or why it cannot be shown. Files are edited by hand, and by newer programs. */
export type ReadAnswer = AnswerFacts | { readonly problem: 'newer' | 'damaged' };

/** The version of the form that this reads. */
const answerVersion = 1;

/** Reads what an output holds. */
export function readAnswerFacts(value: unknown): ReadAnswer {
  if (typeof value !== 'object' || value === null || !('version' in value)) return { problem: 'damaged' };
  if (typeof value.version === 'number' && value.version > answerVersion) return { problem: 'newer' };
  if (!('text' in value) || typeof value.text !== 'string') return { problem: 'damaged' };
  const facts = value as Record<string, unknown>; // An object may be looked into.
  return {
    text: value.text,
    trained: facts['trained'] !== false,
    provenance: provenanceOf(facts),
    end: ends[String(facts['finish'])]?.() ?? '',
    hasPicture: !Array.isArray(facts['images']) || facts['images'].length > 0,
    ...pictureOf(facts),
    mark: answerMark(facts),
  };
}

function pictureOf({ asked }: Record<string, unknown>): Pick<AnswerFacts, 'picture'> {
  const picture = isRecord(asked) ? asked['picture'] : undefined;
  return typeof picture === 'string' && picture.length <= longestPath ? { picture } : {};
}

const longestPath = 4096;

const ends: Readonly<Record<string, () => string>> = {
  cancelled: () => t('Stopped.'),
  length: () => t('Cut here: %max_tokens, or the setting of that name, allows more.'),
  context: () => t('Cut here: the model can keep no more in mind.'),
};

function provenanceOf({ model, precision, device, finish, timings, small }: Record<string, unknown>): string {
  const names = [model, precision, device].filter((part) => typeof part === 'string');
  const speed =
    typeof timings === 'object' && timings !== null ? speedOf(timings as Record<string, unknown>, finish) : undefined; // Likewise.
  const warning = small === true ? [t('very small, often wrong')] : [];
  return [...names, ...(speed === undefined ? [] : [speed]), ...warning].join(' · ');
}

function speedOf(
  { firstTokenMs, decodeMs, decodeTokens }: Record<string, unknown>,
  finish: unknown,
): string | undefined {
  const ms = Number(firstTokenMs) + Number(decodeMs);
  return Number.isFinite(ms) && Number.isInteger(decodeTokens)
    ? t('{0} in {1}', tokenCount(wordTokens(Number(decodeTokens), finish), t), secondsOf(ms))
    : undefined;
}
