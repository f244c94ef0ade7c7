import { ExtensionError } from '../../extensionError.ts';
import { answerItems, untrainedMarkdown } from '../answerText.ts';
import type { KeptAnswer } from '../answerText.ts';
import type { Json } from '../plainNotebook.ts';
import { askModel } from './cellWork.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import type { CellVerb } from './cellVerb.ts';
import { parseSchema } from './answerSchema.ts';

/** `%json`: an answer that fits the schema. The engine lets the model choose only among words that do. */
export async function jsonAnswer(
  work: CellWork,
  following: Following,
  { schema: named }: Extract<CellVerb, { kind: 'json' }>,
): Promise<CellResult> {
  const { schema, turns } = await jsonQuestion(work, named);
  const answer = await askModel({ ...work, generation: { ...work.generation, schema } }, following, turns);
  return answer.finish === 'cancelled' ? { items: answerItems(answer), isCancelled: true } : result(answer);
}

/** The schema, and the conversation as the model reads it. */
export async function jsonQuestion(work: Pick<CellWork, 'files' | 'turns'>, named: string) {
  const schema = await readSchema(named, work);
  return { schema, turns: withWish(work.turns, schema) };
}

/** The schema as text: any JSON, what the cell says, or what the file says that it names. */
async function readSchema(named: string, { files }: Pick<CellWork, 'files'>): Promise<string> {
  if (named === '') return anyJson;
  return JSON.stringify(parseSchema(named.startsWith('{') ? named : await files.readText(named), named));
}

const anyJson = '{}';

/** The model is told as well: it answers better than one that only finds its words taken away. */
function withWish(turns: CellWork['turns'], schema: string): CellWork['turns'] {
  const wish =
    schema === anyJson
      ? 'Answer with nothing but JSON.'
      : `Answer with nothing but JSON that fits this JSON schema: ${schema}`;
  return turns.map((turn, index) => (index === turns.length - 1 ? { ...turn, text: `${turn.text}\n\n${wish}` } : turn));
}

/** The JSON alone, laid out. */
function result(answer: KeptAnswer): CellResult {
  const text = JSON.stringify(read(answer), null, 2);
  const words = untrainedMarkdown(`\`\`\`json\n${text}\n\`\`\``, answer.trained);
  return { items: answerItems({ ...answer, text }, words), isCancelled: false };
}

function read({ text, tokenIds }: KeptAnswer): Json {
  try {
    // What JSON.parse returns is Json by definition.
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new ExtensionError('cell/cut-json', { tokens: tokenIds.length }, { cause });
  }
}
