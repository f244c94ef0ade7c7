import type { Answer } from '../api/answerApi.ts';
import type { ImageSource } from '../api/imageApi.ts';
import { isSmallModel } from '../api/smallModel.ts';
import { readBoxes, type Box } from './boxes.ts';
import { imageTools, type ImageToolName, type ToolQuestion } from './imageTools.ts';
import { checkInput } from './inputSchema.ts';

/** What a tool needs of the program it runs in. */
export interface ToolSurroundings {
  /** Opens a picture that the caller named, or refuses it. */
  openImage: (path: string) => Promise<ImageSource>;
  ask: (question: AskedByTool) => Promise<Answer>;
}

/** A question about pictures that are open. */
export interface AskedByTool extends Pick<ToolQuestion, 'question' | 'occasion'> {
  images: ImageSource[];
}

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
}

/** Runs a tool on input that came from outside. */
export async function runImageTool(
  name: ImageToolName,
  input: unknown,
  { openImage, ask }: ToolSurroundings,
): Promise<ToolResult> {
  const tool = imageTools[name];
  const { images, ...asked } = tool.ask(checkInput(tool.inputSchema, input));
  const answer = await ask({ ...asked, images: await Promise.all(images.map(openImage)) });
  const boxes = name === 'locate' ? boxesOf(answer) : undefined;
  return { text: resultText(answer, boxes), data: resultData(answer, boxes) };
}

function boxesOf({ text, images: [image] }: Answer): Box[] {
  return image ? readBoxes(text, image) : [];
}

function resultText(answer: Answer, boxes: Box[] | undefined): string {
  const words = boxes ? placesText(answer, boxes) : [answer.text.trim()];
  return [...words, ...caution(answer), madeBy(answer)].join('\n\n');
}

function caution({ trained, model }: Answer): string[] {
  if (!trained) return ['This model is untrained: its answer is noise and tells nothing of the image.'];
  return isSmallModel(model) ? ['This model is very small and often wrong: do not rely on its answer.'] : [];
}

function placesText({ text }: Answer, boxes: Box[]): string[] {
  if (boxes.length === 0) return [`The model pointed at no place. It answered: ${text.trim()}`];
  return boxes.map(
    ({ left, top, right, bottom }) => `From (${left}, ${top}) to (${right}, ${bottom}), in pixels from the top left.`,
  );
}

const madeBy = ({ model, precision, device, finish }: Answer) =>
  `(${nameOf(model)}, ${precision} on ${device}${finish === 'length' ? ', cut at the limit of its length' : ''})`;

function resultData({ text, model, trained, device, precision }: Answer, boxes: Box[] | undefined): ToolData {
  return { answer: text, model: nameOf(model), trained, device, precision, ...(boxes ? { boxes } : {}) };
}

/** A model is asked by the path of its folder; whoever reads the answer needs its name. */
const nameOf = (model: string) => model.split(/[/\\]/).findLast((part) => part !== '') ?? model;
