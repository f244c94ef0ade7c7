import { clause } from '../../api/remarks.ts';
import type { Turn } from '../example.ts';
import { fail, type RecordPlace } from './badRecord.ts';

/** How data marks where a picture stands in a question; prompts are written from the same mark. */
const mark = '<image>';

/**
 * The turns of a record with so many pictures, marks where they are. Only the usual `<image>` on a first line is taken away: there
 * a picture stands by itself. Turns are asked alone, so that later ones have their pictures as the first has, where they lead it.
 */
export function placeMarks(turns: readonly Turn[], pictures: number, at: RecordPlace): Turn[] {
  const [first, ...later] = turns;
  const marks = turns.reduce((sum, { question }) => sum + marksIn(question), 0);
  if (marks > pictures)
    return fail(at, clause('it marks places for {marks} pictures, but has {count}', { marks, count: pictures }));
  if (!first || marks === 0) return [...turns];
  if (marksIn(first.question) < marks)
    return fail(at, clause('a question after the first brings a picture of its own'));
  const { head, rest } = later.length > 0 ? splitHead(first.question) : { head: '', rest: first.question };
  const questions = [rest, ...later.map(({ question }) => question)].map((question) => head + question);
  return turns.map((turn, i) => ({ ...turn, question: unmarked(questions[i] ?? '', pictures) }));
}

/** A question as words alone, for texts without pictures. */
export function withoutMarks(question: string): string {
  return question.replaceAll(/<image>\n?/g, '').trim();
}

function marksIn(question: string): number {
  return question.split(mark).length - 1;
}

/**
 * What later questions begin with as well: marks that lead the first question, with labels such as `Image-1: `, or those at its end,
 * which then lead it too: a sequence has its pictures but once, before its questions part. Marks among the words stay there.
 */
function splitHead(question: string): { head: string; rest: string } {
  const marks = marksIn(question);
  const [leading = ''] = /^(?:(?:[\w #-]{1,20}: ?)?<image>\s*)+/.exec(question) ?? [];
  if (marksIn(leading) === marks) return { head: leading, rest: question.slice(leading.length) };
  const [trailing = ''] = /(?:\s*<image>)+$/.exec(question) ?? [];
  if (marksIn(trailing) < marks) return { head: '', rest: question };
  return { head: `${mark}\n`.repeat(marks), rest: question.slice(0, -trailing.length) };
}

function unmarked(question: string, pictures: number): string {
  const usual = `${mark}\n`;
  return pictures === 1 && question.startsWith(usual) ? question.slice(usual.length) : question;
}
