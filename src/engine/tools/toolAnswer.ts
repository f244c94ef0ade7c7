import type { Answer } from '../api/answerApi.ts';
import type { ImageDifference } from '../api/imageApi.ts';
import type { Box } from './boxes.ts';

/** What a tool answers: words for a model to read, and the same as data. */
export interface ToolResult {
  text: string;
  data: ToolData;
}

export interface ToolData {
  answer: string;
  model: string;
  /** False when the answer is noise. */
  trained: boolean;
  device: string;
  precision: string;
  /** Of `locate`, where the model pointed. */
  boxes?: Box[];
  /** Of `compare_images`, what sets two pictures apart, measured. */
  difference?: ImageDifference;
  /** Of `compare_images`, where the model was asked about each picture by itself. */
  answers?: { image: string; answer: string }[];
}

/** Parts of a text, then how far the answer can be relied on and what made it. */
export function toolText(parts: readonly string[], answer: Answer): string {
  return [...parts, ...caution(answer), madeBy(answer)].join('\n\n');
}

/** The answer as data. */
export function toolData({ text, model, trained, device, precision }: Answer): ToolData {
  return { answer: text, model: nameOf(model), trained, device, precision };
}

/** A model is asked by the path of its folder; whoever reads the answer needs its name. */
export const nameOf = (model: string) => model.split(/[/\\]/).findLast((part) => part !== '') ?? model;

function caution({ trained, small }: Answer): string[] {
  if (!trained) return ['This model is untrained: its answer is noise and tells nothing of the image.'];
  return small ? ['This model is very small and often wrong: do not rely on its answer.'] : [];
}

const madeBy = ({ model, precision, device, finish }: Answer) =>
  `(${nameOf(model)}, ${precision} on ${device}${finish === 'length' ? ', cut at the limit of its length' : ''})`;
