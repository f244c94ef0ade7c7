import { isObject } from '../notebook/plainNotebook.ts';
import type { Json } from '../notebook/plainNotebook.ts';
import type { Conversation, ConversationPicture, Draw, Turn } from './conversation.ts';

/** The form in which conversations are kept. */
const version = 1;

/** A conversation as the text of a file. */
export function printConversation(conversation: Conversation): string {
  return JSON.stringify({ version, ...conversation });
}

/** Reads a kept conversation. Undefined for a file that is damaged or of another version; what does not fit in it is left out. */
export function parseConversation(text: string, id: string): Conversation | undefined {
  const kept = parseJson(text);
  if (!isObject(kept) || kept['version'] !== version) return undefined;
  return {
    id,
    title: textOf(kept['title'], longestTitle),
    updatedAt: numberOf(kept['updatedAt']),
    pictures: listOf(kept['pictures'], mostPictures).flatMap(readPicture),
    turns: listOf(kept['turns'], mostTurns).flatMap(readTurn),
  };
}

const longestTitle = 1000;
const mostPictures = 50;
const mostTurns = 500;
const longestText = 200_000;
const longestAddress = 8000;

function parseJson(text: string): Json | undefined {
  try {
    // JSON.parse makes nothing else.
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readPicture(kept: Json): ConversationPicture[] {
  if (!isObject(kept)) return [];
  const id = textOf(kept['id'], 64);
  const uri = textOf(kept['uri'], longestAddress);
  if (id === '' || uri === '') return [];
  const [page, pages] = [numberOf(kept['page']), numberOf(kept['pages'])];
  const video = readVideo(kept['video']);
  return [
    {
      ...{ id, uri, name: textOf(kept['name'], longestTitle), hash: textOf(kept['hash'], 64) },
      ...(Number.isInteger(page) && page > 0 && { page }),
      ...(Number.isInteger(pages) && pages > 0 && { pages }),
      ...(video && { video }),
      isAsked: kept['isAsked'] !== false,
    },
  ];
}

function readVideo(kept: Json | undefined): ConversationPicture['video'] {
  if (!isObject(kept)) return undefined;
  const uri = textOf(kept['uri'], longestAddress);
  return uri === '' ? undefined : { uri, seconds: numberOf(kept['seconds']) };
}

function readTurn(kept: Json): Turn[] {
  if (!isObject(kept)) return [];
  const facts = kept['facts'];
  const draw = readDraw(kept['draw']);
  return [
    {
      question: textOf(kept['question'], longestText),
      pictures: listOf(kept['pictures'], mostPictures).filter((id) => typeof id === 'string'),
      startsAnew: kept['startsAnew'] === true,
      text: textOf(kept['text'], longestText),
      note: textOf(kept['note'], longestTitle),
      state: stateOf(kept['state']),
      isTrained: kept['isTrained'] !== false,
      ...(draw && { draw }),
      ...(isObject(facts) && { facts }),
    },
  ];
}

/** What was under way when the window went is over. */
function stateOf(kept: Json | undefined): Turn['state'] {
  return kept === 'done' || kept === 'failed' ? kept : 'waiting';
}

function readDraw(kept: Json | undefined): Draw | undefined {
  if (!isObject(kept)) return undefined;
  const temperature = Math.min(5, Math.max(0, numberOf(kept['temperature'])));
  return { temperature, seed: Math.trunc(numberOf(kept['seed'])) };
}

const textOf = (value: Json | undefined, longest: number) => (typeof value === 'string' ? value.slice(0, longest) : '');
const numberOf = (value: Json | undefined) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const listOf = (value: Json | undefined, most: number) => (Array.isArray(value) ? value.slice(0, most) : []);
