import { readTokenizer } from '../../../src/engine/text/readTokenizer.ts';
import { checkpointFolder } from './referenceSets.ts';

/** The text that comes of an answer of these tokens, as a checkpoint says it that has the published tokens for regions. */
export async function saidInTokens(answer: string): Promise<string> {
  const tokenizer = await readTokenizer(checkpointFolder('tiny-pre'));
  const stream = tokenizer.stream();
  const said = tokenizer.encode(answer, { bos: false }).map((id) => stream.push(id));
  return [...said, stream.end()].join('').trim();
}
