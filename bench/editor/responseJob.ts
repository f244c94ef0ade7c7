import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { watchLoop } from './loopWatch.ts';
import { longestStretch } from './ownStretch.ts';
import { longestSampleMs, profiled } from './profiled.ts';
import { responseMark } from './responseFigures.ts';
import type { HoverTime, ResponseFigures, WatchedTime } from './responseFigures.ts';
import { threadMs } from './threadTime.ts';

/** Run by the extension host: hovers, types and asks at once, and prints what that did to the thread of all extensions. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const documents = await Promise.all(
    ['large.md', 'large.html', 'large.tsx'].map((name) =>
      vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name)),
    ),
  );
  const ours = vscode.extensions.getExtension('hovle.hovle');
  const ordinary = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'ordinary.md'));
  const hovers = ours ? await timeHovers(vscode.Uri.joinPath(folder, 'small.py')) : [];
  const typing = await writeAndAsk(() => type(ordinary), ours && ordinary);
  const { result, profile } = await profiled(() =>
    writeAndAsk((round) => work(documents[round % 3]!, round), ours && ordinary),
  );
  // Code goes by its real path, and an extension under development is linked to.
  const place = ours && realpathSync(ours.extensionPath);
  const isOwn = (url: string) => place !== undefined && url.includes(`${place}/dist/`);
  const ownStretch = longestStretch(profile, { isOwn, mostMs: longestSampleMs });
  if (ours && ownStretch.ms === 0) throw new Error('The profile has nothing of the extension.');
  const figures: ResponseFigures = { hovers, ownStretch, typing, working: result };
  console.log(`${responseMark}${JSON.stringify(figures)}`);
}

/** Edits for a while, and asks the model about a document all the time where one is given. */
async function writeAndAsk(
  edit: (round: number) => Promise<void>,
  asked: vscode.TextDocument | undefined,
): Promise<WatchedTime> {
  const answers = asked && keepAsking(asked);
  const watch = watchLoop();
  let edits = 0;
  for (const end = Date.now() + watchedMs; Date.now() < end; edits++) await edit(edits);
  const longestDelayMs = watch.stop();
  return { edits, longestDelayMs, answers: (await answers?.stop()) ?? 0 };
}

const watchedMs = 20_000;

/** After the first, whose words the model has to find, hovers have everything at hand. */
async function timeHovers(uri: vscode.Uri): Promise<HoverTime[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  const at = document.positionAt(document.getText().indexOf('chart.png') + 2);
  await vscode.commands.executeCommand('hovle.explainHere', uri.toString(), at);
  const plain = await vscode.workspace.openTextDocument({ language: 'plaintext', content: document.getText() });
  const provider = { provideHover: () => new vscode.Hover('A word.') };
  const registered = vscode.languages.registerHoverProvider('plaintext', provider);
  const times: HoverTime[] = [];
  for (let i = 0; i < 30; i++) {
    const [start, ownStart] = [performance.now(), threadMs()];
    const hovers = await hoversAt(uri, at);
    const [middle, ownMs] = [performance.now(), threadMs() - ownStart];
    if (!hovers.some(saysModel)) throw new Error('The hover does not have the explanation.');
    await hoversAt(plain.uri, at);
    times.push({ ms: middle - start, ownMs, fixedMs: performance.now() - middle });
  }
  registered.dispose();
  return times;
}

const hoversAt = (uri: vscode.Uri, at: vscode.Position) =>
  vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);

const saysModel = ({ contents }: vscode.Hover) =>
  contents.some((content) => content instanceof vscode.MarkdownString && content.value.includes('hovle-nano'));

/** A character is typed, at the pace of somebody who is in a hurry. */
async function type(document: vscode.TextDocument): Promise<void> {
  await insertSpace(document);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

async function insertSpace(document: vscode.TextDocument): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), ' ');
  await vscode.workspace.applyEdit(edit);
}

/** A character is typed, a picture is pointed at, and its fixes are asked for. */
async function work(document: vscode.TextDocument, round: number): Promise<void> {
  await insertSpace(document);
  const at = document.positionAt(document.getText().indexOf('chart.png', (round * 7919) % 100_000) + 2);
  await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, at);
  await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, new vscode.Range(at, at));
}

/** One question after another, about pictures of the document. */
function keepAsking(document: vscode.TextDocument): { stop(): Promise<number> } {
  const stopping = new AbortController();
  const asking = askUntil(stopping.signal, document.fileName);
  return {
    stop: () => {
      stopping.abort();
      return asking;
    },
  };
}

async function askUntil(signal: AbortSignal, fileName: string): Promise<number> {
  const [model] = await vscode.lm.selectChatModels({ vendor: 'hovle', family: 'hovle' });
  if (!model) throw new Error('There is no model.');
  let answers = 0;
  for (; !signal.aborted; answers++) {
    const question = vscode.LanguageModelChatMessage.User(`What is picture ${answers} of ${fileName}?`);
    const { text } = await model.sendRequest([question], { justification: 'a benchmark' });
    let words = '';
    for await (const piece of text) words += piece;
    if (words === '') throw new Error('The model said nothing.');
  }
  return answers;
}
