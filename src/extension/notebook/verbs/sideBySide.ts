import type { Answer, AskRequest, ChatTurn } from '../../../engine/api/answerApi.ts';
import { errorText, isCancelled } from '../../errorText.ts';
import { localise } from '../../localise.ts';
import { answerFacts, answerMarkdown, jsonItem, liveMarkdown, markdownItem, stageText } from '../answerText.ts';
import { plainText } from '../plainText.ts';
import type { OutputItem } from '../plainNotebook.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';

/** The mime type of answers side by side as data, beside their Markdown. */
export const comparisonMime = 'application/vnd.hovle.comparison+json';

/** What sets the answers apart: each is another model's, or about another picture. */
export type Compared = 'models' | 'pictures';

type Model = Awaited<ReturnType<CellWork['findModel']>>;

/** One question of several. */
export interface Asked {
  /** What its answer stands under. */
  name: string;
  model: Model;
  turns: readonly ChatTurn[];
}

/** Asks one question after another and shows the answers side by side; one that fails does not stop the others. */
export async function askSideBySide(
  work: CellWork,
  following: Following,
  { of, all }: { of: Compared; all: readonly Asked[] },
): Promise<CellResult> {
  const turns: Turn[] = all.map(({ name, model: { trained } }) => ({ name, trained, state: 'waiting' }));
  for (const [index, asked] of all.entries()) {
    const show = (turn: Turn): void => {
      turns[index] = turn;
      following.showItems(comparisonItems(of, turns));
    };
    turns[index] = await askOne(work, following.signal, { asked, show });
    if (isStopped(turns)) break;
  }
  const made = turns.filter(({ state }) => state !== 'waiting');
  return { items: comparisonItems(of, made), isCancelled: isStopped(made) };
}

/** How far one answer is. */
type Turn = { name: string; trained: boolean } & (
  | { state: 'waiting' }
  /** `stage` is what the model does before there are words. */
  | { state: 'running'; text: string; stage: string }
  | { state: 'done'; answer: Answer }
  | { state: 'failed'; model: string; problem: string }
);

async function askOne(
  work: CellWork,
  signal: AbortSignal,
  { asked: { name, model, turns }, show }: { asked: Asked; show: (turn: Turn) => void },
): Promise<Turn> {
  const { trained } = model;
  const now = { name, trained, state: 'running' as const, text: '', stage: '' };
  show(now);
  const request: AskRequest = { ...work.generation, model: model.folder, turns: [...turns] };
  try {
    const answer = await work.ask(request, {
      signal,
      onProgress: (progress) => {
        if (progress.kind === 'stage') now.stage = stageText(progress);
        else now.text += progress.text;
        show({ ...now });
      },
    });
    return { name, trained, state: 'done', answer };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { name, trained, state: 'failed', model: model.name, problem: errorText(error) };
  }
}

const isStopped = (turns: readonly Turn[]) =>
  turns.some((turn) => turn.state === 'done' && turn.answer.finish === 'cancelled');

function comparisonItems(of: Compared, turns: readonly Turn[]): OutputItem[] {
  const markdown = turns.map((turn) => `### ${plainText(turn.name)}\n\n${section(turn)}`).join('\n\n');
  return [markdownItem(markdown), jsonItem(comparisonMime, { version: 1, of, answers: turns.map(facts) })];
}

function section(turn: Turn): string {
  if (turn.state === 'done') return answerMarkdown(turn.answer);
  if (turn.state === 'failed') return `**${localise('No answer.')}** ${plainText(turn.problem)}`;
  if (turn.state === 'waiting') return '*…*';
  return turn.text === '' ? `*${plainText(turn.stage || '…')}*` : liveMarkdown(turn.text, turn.trained);
}

function facts(turn: Turn): object {
  const { name, trained } = turn;
  if (turn.state === 'done') return { ...answerFacts(turn.answer), name };
  if (turn.state === 'failed') return { name, model: turn.model, problem: turn.problem };
  if (turn.state === 'waiting') return { name, trained, state: turn.state };
  return { name, trained, state: turn.state, text: turn.text, stage: turn.stage };
}
