import * as vscode from 'vscode';
import type { ConversationEntry, ConversationStore } from './conversationStore.ts';

/** Lists what was asked in this workspace; each can be opened or removed, and all can. Returns the one to open. */
export async function pickConversation(store: ConversationStore): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<ConversationItem>();
  picker.title = vscode.l10n.t('Conversations about pictures');
  picker.placeholder = vscode.l10n.t('Open an earlier conversation');
  picker.matchOnDescription = true;
  const clearAll = { iconPath: new vscode.ThemeIcon('clear-all'), tooltip: vscode.l10n.t('Remove all conversations') };
  const fill = async () => {
    picker.items = toItems(await store.list());
    picker.buttons = picker.items.some(({ id }) => id !== '') ? [clearAll] : [];
  };
  await fill();
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const id = picker.selectedItems[0]?.id;
      resolve(id === '' ? undefined : id);
      picker.hide();
    });
    picker.onDidTriggerItemButton(({ item }) => void store.remove(item.id).then(fill));
    picker.onDidTriggerButton(() => void clear(store).then(() => picker.hide()));
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

interface ConversationItem extends vscode.QuickPickItem {
  id: string;
}

function toItems(entries: readonly ConversationEntry[]): ConversationItem[] {
  if (entries.length === 0) return [{ id: '', label: vscode.l10n.t('Nothing was asked in this workspace yet.') }];
  const remove = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove this conversation') };
  return entries.map(({ id, title, updatedAt, questions }) => ({
    id,
    label: `$(comment-discussion) ${title.replace(/\s+/g, ' ').slice(0, 80) || vscode.l10n.t('Conversation')}`,
    description: new Date(updatedAt).toLocaleString(vscode.env.language),
    detail: questions === 1 ? vscode.l10n.t('1 question') : vscode.l10n.t('{0} questions', questions),
    buttons: [remove],
  }));
}

async function clear(store: ConversationStore): Promise<void> {
  const remove = vscode.l10n.t('Remove All');
  const question = vscode.l10n.t('Remove all conversations about pictures that this workspace keeps?');
  const chosen = await vscode.window.showWarningMessage(question, { modal: true }, remove);
  if (chosen === remove) await store.clear();
}
