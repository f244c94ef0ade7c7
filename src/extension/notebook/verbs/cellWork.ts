import type { AskProgress, AskRequest, ChatTurn } from '../../../engine/api/answerApi.ts';
import type { EngineApi } from '../../../engine/api/engineApi.ts';
import type { ImageSource } from '../../../engine/api/imageApi.ts';
import type { ModelSummary } from '../../../engine/api/modelApi.ts';
import type { MapMethod } from '../../../engine/api/choices.ts';
import type { Ask } from '../../asker.ts';
import { askedQuestion } from '../askedQuestion.ts';
import { answerItems, liveMarkdown, stageText } from '../answerText.ts';
import type { KeptAnswer } from '../answerText.ts';
import type { OutputItem } from '../plainNotebook.ts';
import type { CellVerb } from './cellVerb.ts';

/** A cell, understood, with what is needed to do what it says. */
export interface CellWork {
  /** The conversation; the cell's own question is the last turn. */
  turns: readonly ChatTurn[];
  generation: Omit<AskRequest, 'model' | 'turns'>;
  /** The model that the cell names. */
  model: string | undefined;
  findModel: (named: string | undefined) => Promise<Pick<ModelSummary, 'folder' | 'name' | 'trained'>>;
  ask: Ask;
  map: EngineApi['map'];
  /** What a map is made by. */
  method: MapMethod | undefined;
  survey: EngineApi['survey'];
  /** The pictures of the cell's own question, as it writes them. */
  addresses: readonly string[];
  /** What these are called. */
  names: readonly string[];
  files: CellFiles;
  /** Most questions of a benchmark, where the cell says so. */
  questions?: number;
  training: CellTraining;
}

/** Training and measuring, which live beside notebooks as well. */
export interface CellTraining {
  train: (wish: Extract<CellVerb, { kind: 'train' }>, following: Following) => Promise<CellResult>;
  evaluate: (
    work: CellWork,
    wish: Extract<CellVerb, { kind: 'evaluate' }>,
    following: Following,
  ) => Promise<CellResult>;
}

/** What a cell may read and write: files of its notebook's folder. Pictures may lie anywhere. */
export interface CellFiles {
  readText: (path: string) => Promise<string>;
  /** Pictures that fit a pattern, by name. */
  findPictures: (glob: string) => Promise<{ name: string; source: ImageSource }[]>;
  /** Makes sure that a file may be written, before the work that fills it; returns what writes it. */
  reserve: (path: string) => Promise<(text: string) => Promise<void>>;
}

/** Where the progress of a cell is shown. */
export interface Following {
  signal: AbortSignal;
  /** Shows Markdown in place of what is there; it stays when the cell fails. */
  showWords: (markdown: string) => void;
  /** Shows one line until there are words. */
  showStage: (line: string) => void;
  /** Shows a whole output, which stays when the cell fails. */
  showItems: (items: OutputItem[]) => void;
  /** Lets the cells that wait for this one run: what it still does takes hours and needs nothing of them. */
  release: () => void;
}

/** What stays in the notebook. */
export interface CellResult {
  items: OutputItem[];
  isCancelled: boolean;
  /** Whether what the items show is a failure. */
  hasFailed?: boolean;
}

/** Does what a cell says. */
export type Verb<Wish> = (work: CellWork, following: Following, wish: Wish) => Promise<CellResult>;

/** The verb of cells that name none: the model answers once. */
export const answerCell: Verb<undefined> = async (work, following) => {
  const answer = await askModel(work, following, work.turns);
  return { items: answerItems(answer), isCancelled: answer.finish === 'cancelled' };
};

/** Asks the model of the cell and shows its words as they come. */
export async function askModel(work: CellWork, following: Following, turns: readonly ChatTurn[]): Promise<KeptAnswer> {
  const { folder, name, trained } = await work.findModel(work.model);
  const onProgress = showWords(following, (text) => liveMarkdown(text, trained));
  const request = { ...work.generation, model: folder, turns: [...turns] };
  // Before the answer, which takes its time: a picture may be another by then. Of one that cannot be read the engine says more.
  const asked = await askedQuestion(name, request, work.addresses).catch(() => undefined);
  const answer = await work.ask(request, { signal: following.signal, onProgress });
  return { ...answer, ...(asked && { asked }) };
}

/** Follows an answer: its words so far, as `markdown` writes them. */
function showWords(following: Following, markdown: (text: string) => string): (progress: AskProgress) => void {
  let text = '';
  return (progress) => {
    if (progress.kind === 'stage') {
      if (text === '') following.showStage(stageText(progress));
      return;
    }
    text += progress.text;
    following.showWords(markdown(text));
  };
}
