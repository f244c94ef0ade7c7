import type { Answer } from '../../../engine/api/engineApi.ts';
import { ExtensionError } from '../../extensionError.ts';
import { answerItems, untrainedMarkdown } from '../answerText.ts';
import { readJsonAnswer } from './readJsonAnswer.ts';
import type { JsonAnswer } from './readJsonAnswer.ts';
import { askModel } from './cellWork.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import type { CellVerb } from './cellVerb.ts';
import { answerProblem, parseSchema } from './answerSchema.ts';
import type { AnswerSchema } from './answerSchema.ts';

/**
 * `%json`: an answer that parses and fits the schema. The engine draws words freely, so the answer is checked when it is
 * there; one that does not fit is shown to the model with what is wrong, once.
 */
export async function jsonAnswer(
  work: CellWork,
  following: Following,
  { schema: named }: Extract<CellVerb, { kind: 'json' }>,
): Promise<CellResult> {
  const schema = await readSchema(named, work);
  const turns = withWish(work.turns, schema);
  const first = await askModel(work, following, turns);
  const read = await check(first, schema);
  if (!('problem' in read) || first.finish === 'cancelled') return result(first, read);
  const again = [
    ...turns,
    { role: 'assistant' as const, text: first.text },
    { role: 'user' as const, text: `${read.problem} Answer again, with nothing but the JSON.` },
  ];
  const second = await askModel(work, following, again);
  const secondRead = await check(second, schema);
  if ('problem' in secondRead && second.finish !== 'cancelled')
    throw new ExtensionError('cell/not-json', { reason: secondRead.problem.replace(/\.$/, '') });
  return result(second, secondRead);
}

/** Nothing, the schema itself, or the name of a file with it. */
async function readSchema(named: string, { files }: CellWork): Promise<AnswerSchema | undefined> {
  if (named === '') return undefined;
  return parseSchema(named.startsWith('{') ? named : await files.readText(named), named);
}

function withWish(turns: CellWork['turns'], schema: AnswerSchema | undefined): CellWork['turns'] {
  const wish = schema
    ? `Answer with nothing but JSON that fits this JSON schema: ${JSON.stringify(schema.schema)}`
    : 'Answer with nothing but JSON.';
  return turns.map((turn, index) => (index === turns.length - 1 ? { ...turn, text: `${turn.text}\n\n${wish}` } : turn));
}

async function check(answer: Answer, schema: AnswerSchema | undefined): Promise<JsonAnswer> {
  const read = readJsonAnswer(answer.text);
  if ('problem' in read && answer.finish === 'length')
    throw new ExtensionError('cell/cut-json', { tokens: answer.tokenIds.length });
  if ('problem' in read || !schema) return read;
  const problem = await answerProblem(read.value, schema);
  return problem === undefined ? read : { problem };
}

/** The JSON alone, laid out; an answer that was stopped stays as it is. */
function result(answer: Answer, read: JsonAnswer): CellResult {
  if ('problem' in read) return { items: answerItems(answer), isCancelled: true };
  const text = JSON.stringify(read.value, null, 2);
  return {
    items: answerItems({ ...answer, text }, untrainedMarkdown(`\`\`\`json\n${text}\n\`\`\``, answer.trained)),
    isCancelled: false,
  };
}
