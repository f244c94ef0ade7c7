import type { Caption } from '../../../engine/api/captionFormats.ts';
import { isObject } from '../outputKind.ts';

/** The captions of a cell and what made them. */
export interface Captions {
  readonly captions: readonly Caption[];
  readonly isTrained: boolean;
  /** Model, number format, device; empty where the output does not say. */
  readonly provenance: string;
  /** The file that the cell wrote as well; empty for none. */
  readonly file: string;
}

/** What an output of captions holds; undefined for what is none. */
export function readCaptions(facts: Readonly<Record<string, unknown>>): Captions | undefined {
  const { captions, trained, model, precision, device, file } = facts;
  if (!Array.isArray(captions) || captions.length > mostCaptions) return undefined;
  const read = captions.map(readCaption);
  if (!read.every((caption) => caption !== undefined)) return undefined;
  return {
    captions: read,
    isTrained: trained !== false,
    provenance: [model, precision, device].filter((part) => typeof part === 'string').join(' · '),
    file: typeof file === 'string' ? file : '',
  };
}

const mostCaptions = 10_000;
const longestText = 20_000;

function readCaption(caption: unknown): Caption | undefined {
  if (!isObject(caption) || typeof caption['name'] !== 'string') return undefined;
  const name = caption['name'].slice(0, longestText);
  const { text, problem } = caption;
  if (typeof text === 'string') return { name, text: text.slice(0, longestText) };
  return typeof problem === 'string' ? { name, problem: problem.slice(0, longestText) } : undefined;
}
