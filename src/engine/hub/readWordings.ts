import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../api/errors.ts';
import { occasions, wordingsFile, type Wordings } from '../api/wordings.ts';
import { parseJsonObject } from '../api/jsonObject.ts';
import { clause } from '../api/remarks.ts';
import { readText } from '../checkpoint/readableFile.ts';

/** How a model wants to be asked; nothing where its folder does not say. Throws `config/…` where the file says something else. */
export async function readWordings(folder: string): Promise<Wordings> {
  const file = join(folder, wordingsFile);
  if (!existsSync(file)) return {};
  const given = parseJsonObject(await readText(file, limitBytes), file);
  return Object.fromEntries(
    occasions.flatMap((occasion) => {
      const question = given[occasion];
      return question === undefined ? [] : [[occasion, checked(question, { file, field: occasion })]];
    }),
  );
}

const limitBytes = 64 * 1024;
const longestQuestion = 1000;

function checked(question: unknown, place: { file: string; field: string }): string {
  if (typeof question === 'string' && question.trim() !== '' && question.length <= longestQuestion) return question;
  const expected = clause('with a question of at most {most} characters', { most: longestQuestion });
  throw new EngineError('config/unsupported', {
    ...place,
    found: JSON.stringify(question).slice(0, 80),
    expected,
  });
}
