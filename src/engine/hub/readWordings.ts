import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../api/errors.ts';
import { occasions, wordingsFile, type Wordings } from '../api/wordings.ts';
import { parseJsonObject } from '../api/jsonObject.ts';
import { clause, type Remark } from '../api/remarks.ts';
import { readText } from '../checkpoint/readableFile.ts';

/** How a model wants to be asked; nothing where its folder does not say. Throws `config/…` where the file says something else. */
export async function readWordings(folder: string): Promise<Wordings> {
  const file = join(folder, wordingsFile);
  if (!existsSync(file)) return {};
  const given = parseJsonObject(await readText(file, limitBytes), file);
  const questions = occasions.flatMap((occasion) => {
    const question = given[occasion];
    return question === undefined ? [] : [[occasion, checkedQuestion(question, { file, field: occasion })] as const];
  });
  const { pictures } = given;
  return {
    ...Object.fromEntries(questions),
    ...(pictures !== undefined && { pictures: checkedCount(pictures, { file, field: 'pictures' }) }),
  };
}

const limitBytes = 64 * 1024;
const longestQuestion = 1000;
const mostPictures = 1000;

interface Place {
  file: string;
  field: string;
}

function checkedQuestion(question: unknown, place: Place): string {
  if (typeof question === 'string' && question.trim() !== '' && question.length <= longestQuestion) return question;
  throw wrong(question, place, clause('with a question of at most {most} characters', { most: longestQuestion }));
}

function checkedCount(count: unknown, place: Place): number {
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= mostPictures) return count;
  throw wrong(count, place, clause('with a whole number from 1 to {most}', { most: mostPictures }));
}

function wrong(found: unknown, place: Place, expected: Remark): EngineError {
  return new EngineError('config/unsupported', { ...place, found: JSON.stringify(found).slice(0, 80), expected });
}
