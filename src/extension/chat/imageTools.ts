import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import { hasCode } from '../../engine/api/errors.ts';
import { imageToolNames, imageTools } from '../../engine/tools/imageTools.ts';
import type { ImageToolName } from '../../engine/tools/imageTools.ts';
import { checkInput } from '../../engine/tools/inputSchema.ts';
import { abortOn } from '../abortOn.ts';
import { editorsError } from '../editorsError.ts';
import type { AskAboutImages } from '../explain/askAboutImages.ts';
import { localise } from '../localise.ts';
import { loadImage } from '../images/loadImage.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { findNamedImage } from './namedImage.ts';

/** Lets agents in the editor look at pictures. package.json declares the same tools. */
export function registerImageTools(parts: ToolParts): Closable {
  const scope = new Scope();
  for (const name of imageToolNames)
    scope.add(vscode.lm.registerTool<object>(`hovle_${name}`, createTool(name, parts)));
  return scope;
}

/** What the tools need. */
export interface ToolParts {
  ask: AskAboutImages;
  engine: Pick<EngineApi, 'compareImages'>;
  models: Pick<ModelShelf, 'wordings'>;
}

function createTool(name: ImageToolName, { ask, engine, models }: ToolParts): vscode.LanguageModelTool<object> {
  return {
    prepareInvocation: ({ input }) => prepare(name, input),
    invoke: async ({ input }, token) => {
      const abort = abortOn(token);
      try {
        const { runImageTool } = await import('../../engine/tools/runImageTool.ts');
        const { text } = await runImageTool(name, input, {
          openImage,
          ask: (question) => ask({ ...question, signal: abort.signal }),
          wordings: () => models.wordings(),
          compareImages: (request) => engine.compareImages(request),
        });
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      } catch (error) {
        throw editorsError(error);
      } finally {
        abort.dispose();
      }
    },
  };
}

/** The editor runs the tool only after this, and after the user has agreed where it asks. */
async function prepare(name: ImageToolName, input: object): Promise<vscode.PreparedToolInvocation> {
  const title = localise(imageTools[name].title);
  const outside = await imagesOutside(name, input);
  if (outside.length === 0) return { invocationMessage: title };
  const message = new vscode.MarkdownString();
  message.appendText(
    vscode.l10n.t('A tool wants to look at what lies outside of the workspace: {0}', outside.join(', ')),
  );
  return { invocationMessage: title, confirmationMessages: { title, message } };
}

/** Pictures of the workspace may be looked at; what an agent was told to read elsewhere may come from anyone. */
async function imagesOutside(name: ImageToolName, input: object): Promise<string[]> {
  const images = namedImages(name, input);
  const found = await Promise.all(images.map(findNamedImage));
  return images.filter((_, index) => !found[index]?.isInside);
}

/** None where the input does not fit: the tool itself then says why. */
function namedImages(name: ImageToolName, input: object): string[] {
  try {
    const { inputSchema, ask } = imageTools[name];
    return ask(checkInput(inputSchema, input)).images;
  } catch (error) {
    if (!hasCode(error, 'request/invalid')) throw error;
    return [];
  }
}

async function openImage(named: string): Promise<ImageSource> {
  return loadImage((await findNamedImage(named)).uri);
}
