import { secondsOf, tokenCount, wordTokens } from '../../webview/protocol.ts';
import { localise } from '../localise.ts';
import { answerMime } from './answerMime.ts';
import { isObject } from './plainNotebook.ts';
import type { Json, JsonObject, OutputItem } from './plainNotebook.ts';
import { captionsMime } from './verbs/captionPictures.ts';
import { comparisonMime } from './verbs/sideBySide.ts';
import { embeddingMime } from './verbs/embeddingFacts.ts';

/** What made a cell's output: model, device, tokens, seconds. Undefined where nothing says. */
export function runSummary(items: readonly OutputItem[]): string | undefined {
  const item = items.find(({ mime }) => madeBy.has(mime));
  const facts = item && parse(item.bytes);
  if (!isObject(facts)) return undefined;
  const runs = Array.isArray(facts['answers']) ? facts['answers'].filter(isObject) : [facts];
  const names = [...new Set(runs.flatMap(({ model }) => (typeof model === 'string' ? [model] : [])))];
  const devices = new Set(runs.flatMap(({ device }) => (typeof device === 'string' ? [device] : [])));
  if (names.length === 0) return undefined;
  if (!runs.some(({ timings }) => isObject(timings)))
    return [names.join(', '), ...devices].join(' · ').slice(0, longest);
  const time = secondsOf(sum(runs, 'firstTokenMs') + sum(runs, 'decodeMs'));
  return [names.join(', '), ...devices, tokenCount(tokensOf(runs), localise), time].join(' · ').slice(0, longest);
}

const madeBy = new Set([answerMime, captionsMime, comparisonMime, embeddingMime]);
const longest = 200;

function tokensOf(runs: readonly JsonObject[]): number {
  return runs.reduce((total, run) => total + wordTokens(sum([run], 'decodeTokens'), run['finish']), 0);
}

function sum(runs: readonly JsonObject[], key: string): number {
  const values = runs.map(({ timings }) => (isObject(timings) ? timings[key] : undefined));
  return values.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0);
}

function parse(bytes: Uint8Array): Json | undefined {
  try {
    // What JSON.parse returns is Json by definition.
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
