import { ExtensionError } from '../extensionError.ts';
import { parseCell } from './cell.ts';
import type { Cell } from './cell.ts';
import type { JsonObject } from './plainNotebook.ts';

/** What the conversation needs to know of a notebook's cell. */
export interface NotebookCellText {
  isQuestion: boolean;
  text: string;
  attachments: JsonObject;
  /** The model's words when it last ran. */
  answer: string | undefined;
}

/** One question, and the answer it got if it is an earlier one. */
export interface Exchange {
  cell: Cell;
  attachments: JsonObject;
  answer?: string;
}

/** The questions and answers that lead to the cell at `index`, itself last: alone, or after those it continues. */
export function conversation(cells: readonly NotebookCellText[], index: number): [...Exchange[], Exchange] {
  const asked = cells[index]!;
  const cell = parseCell(asked.text);
  const exchange = { cell, attachments: asked.attachments };
  if (!cell.options.continues) return [exchange];
  const before = cells.findLastIndex((candidate, at) => at < index && candidate.isQuestion);
  const answer = cells[before]?.answer;
  if (answer === undefined) throw new ExtensionError('cell/nothing-to-continue', undefined);
  const [...earlier] = conversation(cells, before);
  return [...earlier.map((one, at) => (at === earlier.length - 1 ? { ...one, answer } : one)), exchange];
}
