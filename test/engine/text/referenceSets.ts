import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { imagePlaceholder, type PromptTurn } from '../../../src/engine/text/chatPrompt.ts';

const reference = new URL('../../golden/reference/', import.meta.url);

export const referenceNames = ['tiny-pre', 'tiny-post', 'tiny-scaled', 'tiny-internvl2'] as const;
export type ReferenceName = (typeof referenceNames)[number];

/** A prompt of the published implementation, and what it became. */
export interface ReferenceCase {
  readonly name: string;
  readonly images: string[];
  readonly tiles: number[];
  readonly question: string;
  readonly history: [question: string, answer: string][];
  readonly prompt: string;
  readonly input_ids: number[];
  readonly embedding_input_ids?: number[];
  readonly greedy_ids: number[];
  readonly greedy_text: string;
}

export interface ReferenceText {
  readonly text: string;
  readonly ids: number[];
  readonly decoded: string;
}

export function checkpointFolder(name: ReferenceName): string {
  return fileURLToPath(new URL(name, reference));
}

export function readCases(name: ReferenceName): { image_token_count_per_tile: number; cases: ReferenceCase[] } {
  return read(`${name}-cases.json`) as ReturnType<typeof readCases>;
}

/** Texts with their ids; tiny-internvl2 has the tokenizer of tiny-pre. */
export function readTexts(name: ReferenceName): ReferenceText[] {
  return read(`${name === 'tiny-internvl2' ? 'tiny-pre' : name}-tokenizer.json`) as ReferenceText[];
}

/** The conversation of a case. The published implementation counts pictures over all turns; here each turn has its own. */
export function turnsOf({ history, question, images }: ReferenceCase): PromptTurn[] {
  const left = [...images];
  const asked = (text: string): PromptTurn => ({ role: 'user', text, images: left.splice(0, placeholders(text)) });
  const turns = history.flatMap(([old, answer]): PromptTurn[] => [asked(old), { role: 'assistant', text: answer }]);
  return [...turns, { role: 'user', text: question, images: left }];
}

function placeholders(text: string): number {
  return text.split(imagePlaceholder).length - 1;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, reference), 'utf8'));
}
