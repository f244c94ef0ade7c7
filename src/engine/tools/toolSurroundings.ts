import type { Answer } from '../api/answerApi.ts';
import type { EngineApi } from '../api/engineApi.ts';
import type { ImageSource } from '../api/imageApi.ts';
import type { Wordings } from '../api/wordings.ts';
import type { ToolQuestion } from './imageTools.ts';

/** What a tool needs of the program it runs in. */
export interface ToolSurroundings {
  /** Opens a picture that the caller named, or refuses it. */
  openImage: (path: string) => Promise<ImageSource>;
  ask: (question: AskedByTool) => Promise<Answer>;
  /** How the model that answers was taught to be asked. */
  wordings: () => Promise<Wordings>;
  compareImages: EngineApi['compareImages'];
}

/** A question about pictures that are open. */
export interface AskedByTool extends Pick<ToolQuestion, 'question' | 'occasion'> {
  images: ImageSource[];
}
