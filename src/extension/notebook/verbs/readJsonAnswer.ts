import type { Json } from '../plainNotebook.ts';

/** The value that an answer holds, or a sentence that says why there is none. */
export type JsonAnswer = { value: Json } | { problem: string };

/** Reads an answer that should be JSON: alone, in a code fence, or with words around it. */
export function readJsonAnswer(text: string): JsonAnswer {
  const fenced = /```(?:json)?[ \t]*\n([^]*?)\n[ \t]*```/i.exec(text)?.[1];
  const values = [text, fenced, between(text)].flatMap((part) => (part === undefined ? [] : parse(part)));
  const [value] = values;
  return value === undefined ? { problem: whyNot(text) } : { value };
}

/** From the first bracket to the last that closes one of its kind. */
function between(text: string): string | undefined {
  const start = text.search(/[{[]/);
  const end = text.lastIndexOf(text[start] === '{' ? '}' : ']');
  return start >= 0 && end > start ? text.slice(start, end + 1) : undefined;
}

function parse(text: string): [Json] | [] {
  try {
    // What JSON.parse returns is Json by definition.
    return [JSON.parse(text) as Json];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function whyNot(text: string): string {
  try {
    JSON.parse(between(text) ?? text);
    return 'Your answer is not JSON.';
  } catch (error) {
    return `Your answer is not JSON (${error instanceof Error ? error.message : 'no reason given'}).`;
  }
}
