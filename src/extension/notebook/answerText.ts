import type { Answer, AskProgress } from '../../engine/api/answerApi.ts';
import { baseName } from '../baseName.ts';
import { localise } from '../localise.ts';
import { localisedMessage } from '../localisedMessage.ts';
import { answerMime } from './answerMime.ts';
import type { AskedQuestion } from './askedQuestion.ts';
import type { OutputItem } from './plainNotebook.ts';
import { provenance } from './provenance.ts';
import { plainText } from './plainText.ts';
import { neutralise } from './untrustedMarkdown.ts';

/** The forms of a whole answer: Markdown that any viewer shows, and data that says what made it. */
export function answerItems(answer: KeptAnswer, words = answerWords(answer)): OutputItem[] {
  return [markdownItem(answerMarkdown(answer, words)), jsonItem(answerMime, answerFacts(answer))];
}

/** An answer, with how it was asked where that is known. */
export interface KeptAnswer extends Answer {
  asked?: AskedQuestion;
}

/** An answer as Markdown: the model's words, disarmed, then what made them. */
export function answerMarkdown(answer: Answer, words = answerWords(answer)): string {
  const notes = [endNote(answer), provenance(answer)].filter((note) => note !== '');
  return [words, ...notes.map((note) => `*${plainText(note)}*`)].join('\n\n');
}

const answerWords = ({ text, trained }: Answer) => liveMarkdown(text.trim() || `*${localise('(no words)')}*`, trained);

/** Words as they arrive, disarmed. Those of an untrained model say so first. */
export function liveMarkdown(text: string, trained: boolean): string {
  return untrainedMarkdown(neutralise(closeFence(text)), trained);
}

/** Markdown of a cell's output, which says first that an untrained model made it. */
export function untrainedMarkdown(markdown: string, trained: boolean): string {
  const [mark, note] = [
    localise('Untrained model:'),
    localise('these words come from random numbers and mean nothing.'),
  ];
  return trained ? markdown : `> ⚠ **${mark}** ${note}\n\n${markdown}`;
}

/** What the engine is doing before the first word, as one line of text. */
export function stageText(progress: Extract<AskProgress, { kind: 'stage' }>): string {
  const percent = progress.fraction === undefined ? '' : ` ${Math.floor(progress.fraction * 100)} %`;
  return `${stages[progress.stage]()}${percent} …`;
}

/** Why the answer ended, where it did not end by itself; else empty. */
export function endNote(answer: Answer): string {
  return endNotes[answer.finish](answer);
}

/** What is kept of an answer in the notebook: nothing that names folders of this machine. */
export function answerFacts(answer: KeptAnswer) {
  const { text, trained, small, device, deviceNote, precision, finish, timings, memoryBytes } = answer;
  const images = answer.images.map((image) => ({ ...image, path: baseName(image.path) }));
  const model = baseName(answer.model);
  const notes = deviceNote === undefined ? {} : { deviceNote: localisedMessage(deviceNote) };
  const made = { model, trained, small, device, ...notes, precision, finish, images, timings, memoryBytes };
  return { version: 1, text, ...made, ...(answer.asked && { asked: answer.asked }) };
}

/** The words of an answer that a notebook kept. */
export function readAnswerText(bytes: Uint8Array): string | undefined {
  const facts: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const isAnswer = typeof facts === 'object' && facts !== null && 'text' in facts && typeof facts.text === 'string';
  // The check stands in the line above; TypeScript does not follow it through a name.
  return isAnswer ? (facts as { text: string }).text : undefined;
}

const stages = {
  queued: () => localise('Waiting for an earlier question'),
  compiling: () => localise('Preparing the model for this machine (once)'),
  loading: () => localise('Loading the model'),
  images: () => localise('Reading the picture'),
  prefill: () => localise('Looking'),
};

const endNotes: { readonly [finish in Answer['finish']]: (answer: Answer) => string } = {
  stop: () => '',
  length: ({ tokenIds }) =>
    localise('Cut after {0} tokens: %max_tokens, or the setting of that name, allows more.', tokenIds.length),
  context: () => localise('Cut here: the model can keep no more in mind.'),
  cancelled: () => localise('Stopped.'),
};

/** A code fence that is still open would swallow what follows. */
function closeFence(text: string): string {
  const fences = text.match(/^ {0,3}(```+|~~~+)/gm) ?? [];
  return fences.length % 2 === 1 ? `${text}\n${fences.at(-1)?.trim() ?? ''}` : text;
}

/** The form of an output that any viewer shows. */
export const markdownItem = (markdown: string) => item(markdownMime, markdown);

export const markdownMime = 'text/markdown';

/** A form of an output as data. */
export const jsonItem = (mime: string, value: unknown) => item(mime, JSON.stringify(value));

const item = (mime: string, text: string) => ({ mime, bytes: new TextEncoder().encode(text) });
