import type { JsonObject } from '../notebook/plainNotebook.ts';

/** Questions about pictures, with their answers: plain data, as it is kept on the disk. */
export interface Conversation {
  id: string;
  /** What it is called in lists: its first question. */
  title: string;
  /** Milliseconds since 1970. */
  updatedAt: number;
  pictures: ConversationPicture[];
  turns: Turn[];
}

export interface ConversationPicture {
  id: string;
  name: string;
  /** The address of its file. */
  uri: string;
  /** Of a PDF document, from 1. */
  page?: number;
  /** How many pages that document has, where it is known. */
  pages?: number;
  /** Where the frame is from that was taken out of a video. */
  video?: { uri: string; seconds: number };
  /** SHA-256 of its file when it was added, in hexadecimal. */
  hash: string;
  /** Whether the next question is about it. */
  isAsked: boolean;
}

export interface Turn {
  question: string;
  /** Ids of the pictures that it is about. */
  pictures: string[];
  /** Whether it is asked without what was said before. */
  startsAnew: boolean;
  text: string;
  note: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  isTrained: boolean;
  /** How it is drawn where that differs from the settings. */
  draw?: Draw;
  /** What made the answer, as notebooks keep it. */
  facts?: JsonObject;
}

/** Another answer to the same question wants some chance, and a seed that repeats it. */
export interface Draw {
  temperature: number;
  seed: number;
}

/** A conversation in which nothing has been said. */
export function emptyConversation(id: string, now: number): Conversation {
  return { id, title: '', updatedAt: now, pictures: [], turns: [] };
}

/** With a picture more, at the end of the strip; the next question is about it too. */
export function withPicture(conversation: Conversation, picture: ConversationPicture): Conversation {
  return { ...conversation, pictures: [...conversation.pictures, picture].slice(-mostPictures) };
}

/** More would fit no model's context. */
const mostPictures = 50;

/** Without a picture. What was said about it stays. */
export function withoutPicture(conversation: Conversation, id: string): Conversation {
  return { ...conversation, pictures: conversation.pictures.filter((picture) => picture.id !== id) };
}

/** With a picture at another place of the strip, counted from 0. */
export function withMoved(conversation: Conversation, id: string, to: number): Conversation {
  const moved = conversation.pictures.find((picture) => picture.id === id);
  if (!moved) return conversation;
  const others = conversation.pictures.filter((picture) => picture !== moved);
  return { ...conversation, pictures: [...others.slice(0, to), moved, ...others.slice(to)] };
}

/** With a picture that the next question is about, or is not. */
export function withAsked(conversation: Conversation, id: string, isAsked: boolean): Conversation {
  const pictures = conversation.pictures.map((picture) => (picture.id === id ? { ...picture, isAsked } : picture));
  return { ...conversation, pictures };
}

/** With a question more, about the pictures that are chosen or those that are named. */
export function withQuestion(
  conversation: Conversation,
  question: string,
  { pictures = askedIds(conversation), startsAnew = false }: { pictures?: string[]; startsAnew?: boolean } = {},
): Conversation {
  const turn = unanswered({ question, pictures, startsAnew: startsAnew || conversation.turns.length === 0 });
  const title = conversation.title === '' ? question : conversation.title;
  return { ...conversation, title, turns: [...conversation.turns, turn] };
}

const askedIds = ({ pictures }: Conversation) => pictures.filter(({ isAsked }) => isAsked).map(({ id }) => id);

/** With another question at a place; it and all after it wait for their answers. */
export function withEdited(conversation: Conversation, at: number, question: string): Conversation {
  const turns = conversation.turns.map((turn, index) => {
    if (index < at) return turn;
    return unanswered({ ...turn, question: index === at ? question : turn.question });
  });
  return { ...conversation, title: at === 0 ? question : conversation.title, turns };
}

/**
 * With the question at a place waiting once more, and all after it. One that was answered is drawn by chance, since it
 * would else get the same words again; `least` is the least temperature for that.
 */
export function withAgain(conversation: Conversation, at: number, temperature: number): Conversation {
  const asked = conversation.turns[at];
  if (!asked) return conversation;
  const isAnswered = asked.state === 'done' && asked.facts !== undefined;
  const seed = (asked.draw?.seed ?? 0) + 1;
  const draw = isAnswered ? { temperature: Math.max(temperature, leastTemperature), seed } : asked.draw;
  const turns = conversation.turns.map((turn, index) => {
    if (index < at) return turn;
    return index === at && draw ? { ...unanswered(turn), draw } : unanswered(turn);
  });
  return { ...conversation, turns };
}

/** Enough for other words, too little for nonsense. */
const leastTemperature = 0.7;

/** With something changed in the turn at a place. */
export function withTurn(conversation: Conversation, at: number, some: Partial<Turn>): Conversation {
  const turns = conversation.turns.map((turn, index) => (index === at ? { ...turn, ...some } : turn));
  return { ...conversation, turns };
}

/** With an end to all that is being said or waits. */
export function stopped(conversation: Conversation, note: string): Conversation {
  const turns = conversation.turns.map((turn) =>
    turn.state === 'running' || turn.state === 'waiting' ? { ...turn, state: 'done' as const, note } : turn,
  );
  return { ...conversation, turns };
}

function unanswered({ question, pictures, startsAnew }: Pick<Turn, 'question' | 'pictures' | 'startsAnew'>): Turn {
  return { question, pictures, startsAnew, text: '', note: '', state: 'waiting', isTrained: true };
}
