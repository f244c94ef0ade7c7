import type { Answer } from '../api/answerApi.ts';
import type { ImageSource } from '../api/imageApi.ts';
import { readBoxes, type Box } from './boxes.ts';
import { imageTools, type ImageToolName } from './imageTools.ts';
import { checkInput } from './inputSchema.ts';

/** What a tool needs of the program it runs in. */
export interface ToolSurroundings {
  /** Opens a picture that the caller named, or refuses it. */
  openImage: (path: string) => Promise<ImageSource>;
  ask: (question: { question: string; images: ImageSource[] }) => Promise<Answer>;
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
  const { question, images } = tool.ask(checkInput(tool.inputSchema, input));
  const answer = await ask({ question, images: await Promise.all(images.map(openImage)) });
  const boxes = name === 'locate' ? boxesOf(answer) : undefined;
  return { text: resultText(answer, boxes), data: resultData(answer, boxes) };
}

function boxesOf({ text, images: [image] }: Answer): Box[] {
  return image ? readBoxes(text, image) : [];
}

function resultText(answer: Answer, boxes: Box[] | undefined): string {
  const noise = answer.trained ? [] : ['This model is untrained: its answer is noise and tells nothing of the image.'];
  return [...(boxes ? placesText(answer, boxes) : [answer.text.trim()]), ...noise, madeBy(answer)].join('\n\n');
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
