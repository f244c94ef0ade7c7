import type { Answer } from '../../../engine/api/answerApi.ts';
import { answerFacts, answerMarkdown, jsonItem, liveMarkdown, markdownItem, stageText } from '../answerText.ts';
import type { OutputItem } from '../plainNotebook.ts';
import { errorText, isCancelled } from '../../errorText.ts';
import { localise } from '../../localise.ts';
import { plainText } from '../plainText.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import type { CellVerb } from './cellVerb.ts';

/** The mime type of a comparison as data, beside its Markdown. */
export const comparisonMime = 'application/vnd.hovle.comparison+json';

/** How far one model is. */
type Turn = { name: string; trained: boolean } & (
  | { state: 'waiting' }
  /** `stage` is what it does before there are words. */
  | { state: 'running'; text: string; stage: string }
  | { state: 'done'; answer: Answer }
  | { state: 'failed'; problem: string }
);

/** `%compare`: the same question to several models, one after another; one that fails does not stop the others. */
export async function compareModels(
  work: CellWork,
  following: Following,
  { models }: Extract<CellVerb, { kind: 'compare' }>,
): Promise<CellResult> {
  // A name that is not known is told before the first model works.
  const found = await Promise.all(models.map((model) => work.findModel(model)));
  const turns: Turn[] = found.map(({ name, trained }) => ({ name, trained, state: 'waiting' }));
  for (const [index, model] of found.entries()) {
    const show = (turn: Turn): void => {
      turns[index] = turn;
      following.showItems(comparisonItems(turns));
    };
    turns[index] = await askOne(work, following.signal, { model, show });
    if (isStopped(turns)) break;
  }
  const made = turns.filter(({ state }) => state !== 'waiting');
  return { items: comparisonItems(made), isCancelled: isStopped(made) };
}

type Model = Awaited<ReturnType<CellWork['findModel']>>;

async function askOne(
  work: CellWork,
  signal: AbortSignal,
  { model: { name, folder, trained }, show }: { model: Model; show: (turn: Turn) => void },
): Promise<Turn> {
  const now = { name, trained, state: 'running' as const, text: '', stage: '' };
  show(now);
  try {
    const answer = await work.ask(
      { ...work.generation, model: folder, turns: [...work.turns] },
      {
        signal,
        onProgress: (progress) => {
          if (progress.kind === 'stage') now.stage = stageText(progress);
          else now.text += progress.text;
          show({ ...now });
        },
      },
    );
    return { name, trained, state: 'done', answer };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { name, trained, state: 'failed', problem: errorText(error) };
  }
}

const isStopped = (turns: readonly Turn[]) =>
  turns.some((turn) => turn.state === 'done' && turn.answer.finish === 'cancelled');

function comparisonItems(turns: readonly Turn[]): OutputItem[] {
  const markdown = turns.map((turn) => `### ${plainText(turn.name)}\n\n${section(turn)}`).join('\n\n');
  return [markdownItem(markdown), jsonItem(comparisonMime, { version: 1, answers: turns.map(facts) })];
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
  if (turn.state === 'failed') return { name, model: name, problem: turn.problem };
  if (turn.state === 'waiting') return { name, trained, state: turn.state };
  return { name, trained, state: turn.state, text: turn.text, stage: turn.stage };
}
