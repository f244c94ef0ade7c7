import * as vscode from 'vscode';
import { errorCode, errorText, isCancelled } from './errorText.ts';

/** Tells the user of an error, with buttons for what can be done about it. Cancelling is no error. */
export async function presentError(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  if (isCancelled(error)) return;
  log.error(error instanceof Error ? error : errorText(error));
  const offered = remedies.find(({ codes }) => codes.test(errorCode(error) ?? ''))?.buttons ?? [showLog];
  // There is always a button: the editor cuts a message without one after its first line.
  const labels = offered.map(({ title }) => title);
  const chosen = await vscode.window.showErrorMessage(errorText(error), ...labels);
  const button = offered.find(({ title }) => title === chosen);
  if (button) await vscode.commands.executeCommand(button.command, ...button.arguments);
}

interface Button {
  title: string;
  command: string;
  arguments: string[];
}

const showLog = button(vscode.l10n.t('Show Log'), 'hovle.showLog');
const selectModel = button(vscode.l10n.t('Select Model…'), 'hovle.selectModel');
const restart = button(vscode.l10n.t('Restart Engine'), 'hovle.restartEngine');

/** What helps, by the code of the error; the first row that fits counts. */
const remedies: { codes: RegExp; buttons: Button[] }[] = [
  { codes: /^engine\/node-unusable$/, buttons: [setting('hovle.nodePath')] },
  { codes: /^engine\//, buttons: [restart, showLog] },
  { codes: /^device\//, buttons: [setting('hovle.device'), showLog] },
  { codes: /^image\/remote$/, buttons: [setting('hovle.remoteImages')] },
  { codes: /^training\/untrusted$/, buttons: [trust()] },
  { codes: /^model\/untrusted$/, buttons: [trust(), selectModel] },
  { codes: /^(model|checkpoint|config|tokenizer)\//, buttons: [selectModel, showLog] },
];

function button(title: string, command: string, ...args: string[]): Button {
  return { title, command, arguments: args };
}

function setting(key: string): Button {
  return button(vscode.l10n.t('Open Settings'), 'workbench.action.openSettings', key);
}

function trust(): Button {
  return button(vscode.l10n.t('Manage Trust'), 'workbench.trust.manage');
}
