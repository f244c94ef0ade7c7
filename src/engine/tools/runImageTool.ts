import type { Answer } from '../api/answerApi.ts';
import { readBoxes, type Box } from './boxes.ts';
import { compareByTool } from './compareByTool.ts';
import { imageTools, type ImageToolName } from './imageTools.ts';
import { checkInput } from './inputSchema.ts';
import { toolData, toolText, type ToolResult } from './toolAnswer.ts';
import type { ToolSurroundings } from './toolSurroundings.ts';

/** Runs a tool on input that came from outside. */
export async function runImageTool(
  name: ImageToolName,
  input: unknown,
  surroundings: ToolSurroundings,
): Promise<ToolResult> {
  const tool = imageTools[name];
  const { images: names, ...asked } = tool.ask(checkInput(tool.inputSchema, input));
  const images = await Promise.all(names.map(surroundings.openImage));
  if (name === 'compare_images') return compareByTool({ ...asked, names, images }, surroundings);
  const answer = await surroundings.ask({ ...asked, images });
  return name === 'locate' ? located(answer) : { text: toolText([answer.text.trim()], answer), data: toolData(answer) };
}

function located(answer: Answer): ToolResult {
  const [image] = answer.images;
  const boxes = image ? readBoxes(answer.text, image) : [];
  return { text: toolText(placesText(answer, boxes), answer), data: { ...toolData(answer), boxes } };
}

function placesText({ text }: Answer, boxes: Box[]): string[] {
  if (boxes.length === 0) return [`The model pointed at no place. It answered: ${text.trim()}`];
  return boxes.map(
    ({ left, top, right, bottom }) => `From (${left}, ${top}) to (${right}, ${bottom}), in pixels from the top left.`,
  );
}
