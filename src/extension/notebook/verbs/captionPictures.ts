import type { Answer, ChatTurn } from '../../../engine/api/answerApi.ts';
import type { ImageSource } from '../../../engine/api/imageApi.ts';
import { wordTokens } from '../../../webview/protocol.ts';
import { errorText, isCancelled } from '../../errorText.ts';
import { ExtensionError } from '../../extensionError.ts';
import { localise } from '../../localise.ts';
import { jsonItem, markdownItem, untrainedMarkdown } from '../answerText.ts';
import { provenance } from '../provenance.ts';
import { plainText } from '../plainText.ts';
import { captionFile, captionTable } from './captionTable.ts';
import type { Caption } from '../../../engine/api/captionFormats.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import type { CellVerb } from './cellVerb.ts';

/** The mime type of captions as data, beside their table. */
export const captionsMime = 'application/vnd.hovle.captions+json';

type Wish = Extract<CellVerb, { kind: 'caption' }>;

/** `%caption`: one short answer a picture, as a table, and as a file where the cell names one. */
export async function captionPictures(work: CellWork, following: Following, wish: Wish): Promise<CellResult> {
  const question = work.turns.at(-1);
  if ((question?.images ?? []).length > 0) throw new ExtensionError('cell/caption-with-pictures', undefined);
  const pictures = await work.files.findPictures(wish.glob);
  // Before the engine starts, which is asked for models: a question comes at once or not at all.
  const write = wish.file === undefined ? undefined : await work.files.reserve(wish.file);
  const model = await work.findModel(work.model);
  const done: Done = { captions: [], answers: [], isStopped: false };
  for (const [index, picture] of pictures.entries()) {
    following.showStage(`${picture.name} (${index + 1} / ${pictures.length}) …`);
    await captionOne(work, following, { picture, folder: model.folder, done });
    following.showItems(liveItems(done.captions, model.trained));
    if (done.isStopped) break;
  }
  if (wish.file !== undefined && !done.isStopped) await write?.(captionFile(wish.file, done.captions));
  return { items: captionItems(done, model.trained, wish.file), isCancelled: done.isStopped };
}

interface Done {
  captions: Caption[];
  answers: Answer[];
  isStopped: boolean;
}

interface One {
  picture: { name: string; source: ImageSource };
  folder: string;
  done: Done;
}

/** A picture that cannot be captioned has the reason in its row; the others go on. */
async function captionOne(work: CellWork, { signal }: Following, { picture, folder, done }: One): Promise<void> {
  const { name, source } = picture;
  try {
    const request = { ...work.generation, model: folder, turns: turnsFor(work.turns, source) };
    const answer = await work.ask(request, { signal });
    done.isStopped = answer.finish === 'cancelled';
    if (done.isStopped) return;
    done.answers.push(answer);
    done.captions.push({ name, text: answer.text.trim() });
  } catch (error) {
    if (isCancelled(error)) done.isStopped = true;
    else done.captions.push({ name, problem: problemOf(error, picture) });
  }
}

/** What is kept in a notebook names no folders of this machine. */
function problemOf(error: unknown, { name, source }: One['picture']): string {
  const text = errorText(error);
  return 'path' in source ? text.replaceAll(source.path, name) : text;
}

function turnsFor(turns: readonly ChatTurn[], image: ImageSource): ChatTurn[] {
  const text = turns.at(-1)?.text ?? '';
  const own: ChatTurn = { role: 'user', text: text === '' ? defaultQuestion : text, images: [image] };
  return [...turns.slice(0, -1), own];
}

/** What a caption asks where the cell has no words of its own. */
const defaultQuestion = 'Please describe the image in one sentence.';

/** The table so far. */
const liveItems = (captions: readonly Caption[], trained: boolean) => [
  markdownItem(untrainedMarkdown(captionTable(captions), trained)),
  jsonItem(captionsMime, { version: 1, trained, captions }),
];

function captionItems({ captions, answers, isStopped }: Done, trained: boolean, file: string | undefined) {
  const notes = [
    ...(isStopped ? [localise('Stopped.')] : []),
    ...(file === undefined || isStopped ? [] : [localise('Written to {0}.', file)]),
    ...answers.slice(-1).map((answer) => provenance(total(answers, answer))),
  ];
  const markdown = [captionTable(captions), ...notes.map((note) => `*${plainText(note)}*`)].join('\n\n');
  const summary = answers.slice(-1).map((answer) => facts(total(answers, answer)))[0] ?? {};
  const data = { version: 1, ...summary, trained, captions, ...(file === undefined ? {} : { file }) };
  return [markdownItem(untrainedMarkdown(markdown, trained)), jsonItem(captionsMime, data)];
}

/** What all answers took together, said of the last one. */
function total(answers: readonly Answer[], last: Answer): Answer {
  const sum = (key: 'firstTokenMs' | 'decodeMs') => answers.reduce((before, { timings }) => before + timings[key], 0);
  const decodeTokens = answers.reduce(
    (before, { timings, finish }) => before + wordTokens(timings.decodeTokens, finish),
    0,
  );
  const timings = { firstTokenMs: sum('firstTokenMs'), decodeMs: sum('decodeMs'), decodeTokens };
  // As if it had ended by itself: what was cut is counted above.
  return { ...last, finish: 'stop', timings: { ...last.timings, ...timings } };
}

const facts = ({ model, device, precision, timings }: Answer) => ({
  ...{ model: model.replace(/[/\\]+$/, '').replace(/^.*[/\\]/, ''), device, precision },
  timings: { firstTokenMs: timings.firstTokenMs, decodeMs: timings.decodeMs, decodeTokens: timings.decodeTokens },
});
