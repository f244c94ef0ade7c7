import { errorCode, errorText } from '../../errorText.ts';
import { ExtensionError } from '../../extensionError.ts';
import { directiveLines } from '../directiveLines.ts';
import type { DirectiveLine } from '../directiveLines.ts';
import { directives, readDirective } from '../directives.ts';
import { nearest } from './nearest.ts';

/** Something wrong in the text of a cell, with places counted from its start. */
export interface CellProblem {
  from: number;
  to: number;
  /** What is wrong and what to do. */
  message: string;
  /** Other text for the same place, likeliest first. */
  fixes: string[];
}

/** What is wrong with the `%` lines of a cell. */
export function directiveProblems(text: string): CellProblem[] {
  const lines = directiveLines(text);
  const seen: string[] = [];
  return lines.flatMap((line) => {
    const problem = lineProblem(line, seen);
    return problem ? [problem] : [];
  });
}

/** `verbs` collects what the lines before want to be done. */
function lineProblem(line: DirectiveLine, verbs: string[]): CellProblem | undefined {
  try {
    const { verb } = readDirective(line.name, line.value, line.line);
    const [first] = verbs;
    if (verb) verbs.push(line.name);
    if (verb && first !== undefined)
      throw new ExtensionError('cell/two-verbs', { first, second: line.name, line: line.line });
    return undefined;
  } catch (error) {
    if (error instanceof ExtensionError) return toProblem(line, { code: errorCode(error), message: errorText(error) });
    throw error;
  }
}

/** An unknown name is marked alone, so that a fix replaces nothing else. */
function toProblem(
  { name, from, nameTo, to }: DirectiveLine,
  { code, message }: { code: string | undefined; message: string },
): CellProblem {
  if (code !== 'cell/unknown-directive') return { from, to, message, fixes: [] };
  const meant = nearest(name, Object.keys(directives));
  const fixes = [...(meant === undefined ? [] : [`%${meant}`]), `\\%${name}`];
  return { from, to: nameTo, message, fixes };
}
