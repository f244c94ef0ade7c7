import type { Answer } from '../api/answerApi.ts';
import { differenceRemarks } from '../api/differenceRemarks.ts';
import type { ImageDifference, ImageSource } from '../api/imageApi.ts';
import { eachPictureRemark } from '../api/eachPictureRemark.ts';
import { looksAtEach } from '../api/wordings.ts';
import { nameOf, toolData, toolText, type ToolResult } from './toolAnswer.ts';
import type { AskedByTool, ToolSurroundings } from './toolSurroundings.ts';

/** A question about pictures that are compared, and what the caller calls them. */
interface Compared extends AskedByTool {
  names: string[];
}

/** What sets two pictures apart, measured, and what the model says of them: of all at once, or of each where it learned no more. */
export async function compareByTool(compared: Compared, surroundings: ToolSurroundings): Promise<ToolResult> {
  const { names, ...question } = compared;
  const [before, after, ...more] = question.images;
  const difference =
    before && after && more.length === 0 ? await surroundings.compareImages({ before, after }) : undefined;
  const wordings = await surroundings.wordings();
  const isEach = looksAtEach(wordings, question.images.length);
  const result = isEach
    ? toldOfEach(names, await askOfEach(question.images, surroundings), wordings.pictures)
    : toldOfAll(await surroundings.ask(question));
  return withDifference(result, difference);
}

function toldOfAll(answer: Answer): ToolResult {
  return { text: toolText([answer.text.trim()], answer), data: toolData(answer) };
}

async function askOfEach(images: readonly ImageSource[], { ask }: ToolSurroundings): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const image of images)
    answers.push(await ask({ question: captionQuestion, occasion: 'caption', images: [image] }));
  return answers;
}

/** Where the model has no words of its own for it. */
const captionQuestion = 'Please describe the image in one sentence.';

/** All answers are made by the same model in the same way; the last says how. */
function toldOfEach(names: readonly string[], all: readonly Answer[], most = 1): ToolResult {
  const answers = all.map(({ text }, index) => ({ image: names[index] ?? '', answer: text.trim() }));
  const words = answers.map(({ image, answer }) => `${image}: ${answer}`).join('\n');
  // The schema of the input asks for two pictures at least.
  const last = all.at(-1)!;
  const { message } = eachPictureRemark(nameOf(last.model), most, all.length);
  return { text: toolText([message, words], last), data: { ...toolData(last), answer: words, answers } };
}

function withDifference({ text, data }: ToolResult, difference: ImageDifference | undefined): ToolResult {
  if (!difference) return { text, data };
  const measured = differenceRemarks(difference).map(({ message }) => message);
  return { text: [measured.join(' '), text].join('\n\n'), data: { ...data, difference } };
}
