import type { Answer } from '../../../engine/api/engineApi.ts';
import { answerFacts, answerMarkdown, jsonItem, liveMarkdown, markdownItem } from '../answerText.ts';
import type { OutputItem } from '../plainNotebook.ts';
import { errorText, isCancelled } from '../../errorText.ts';
import { plainText } from '../plainText.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import { showWords } from './cellWork.ts';
import type { CellVerb } from './cellVerb.ts';

/** The mime type of a comparison as data, beside its Markdown. */
export const comparisonMime = 'application/vnd.hovle.comparison+json';

/** What became of one model's turn. */
type Outcome = { name: string } & ({ answer: Answer } | { problem: string });

/** `%compare`: the same question to several models, one after another; one that fails does not stop the others. */
export async function compareModels(
  work: CellWork,
  following: Following,
  { models }: Extract<CellVerb, { kind: 'compare' }>,
): Promise<CellResult> {
  // A name that is not known is told before the first model works.
  const found = await Promise.all(models.map((model) => work.findModel(model)));
  const outcomes: Outcome[] = [];
  for (const model of found) {
    const before = outcomes.map(section).join('\n\n');
    outcomes.push(await askOne(work, following, model, before));
    if (isStopped(outcomes)) break;
  }
  return { items: comparisonItems(outcomes), isCancelled: isStopped(outcomes) };
}

type Model = Awaited<ReturnType<CellWork['findModel']>>;

async function askOne(work: CellWork, following: Following, model: Model, before: string): Promise<Outcome> {
  const { name, folder, trained } = model;
  const heading = `${before}\n\n${title(name)}\n\n`.trimStart();
  const onProgress = showWords(following, (text) => heading + liveMarkdown(text, trained));
  try {
    const request = { ...work.generation, model: folder, turns: [...work.turns] };
    return { name, answer: await work.ask(request, { signal: following.signal, onProgress }) };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return { name, problem: errorText(error) };
  }
}

const isStopped = (outcomes: readonly Outcome[]) =>
  outcomes.some((outcome) => 'answer' in outcome && outcome.answer.finish === 'cancelled');

function comparisonItems(outcomes: readonly Outcome[]): OutputItem[] {
  const answers = outcomes.map((outcome) =>
    'answer' in outcome ? answerFacts(outcome.answer) : { model: outcome.name, problem: outcome.problem },
  );
  return [markdownItem(outcomes.map(section).join('\n\n')), jsonItem(comparisonMime, { version: 1, answers })];
}

function section(outcome: Outcome): string {
  const body = 'answer' in outcome ? answerMarkdown(outcome.answer) : `**No answer.** ${plainText(outcome.problem)}`;
  return `${title(outcome.name)}\n\n${body}`;
}

const title = (name: string) => `### ${plainText(name)}`;
