import * as vscode from 'vscode';
import { ExtensionError } from '../extensionError.ts';
import type { ChatMessage, ChatPart } from './chatTurns.ts';

/** A message of the editor's as words and pictures. */
export function readMessage({ role, content }: vscode.LanguageModelChatRequestMessage): ChatMessage {
  const isAnswer = role === vscode.LanguageModelChatMessageRole.Assistant;
  return { role: isAnswer ? 'assistant' : 'user', parts: content.flatMap(readPart) };
}

/** Texts, pictures, and the texts that tools gave. The calls of tools say nothing to a model that can call none. */
function readPart(part: unknown): ChatPart[] {
  if (part instanceof vscode.LanguageModelTextPart) return [{ text: part.value }];
  if (part instanceof vscode.LanguageModelToolResultPart) return part.content.flatMap(readPart);
  if (part instanceof vscode.LanguageModelDataPart) return readData(part);
  return [];
}

function readData({ data, mimeType }: vscode.LanguageModelDataPart): ChatPart[] {
  if (mimeType.startsWith('image/')) return [{ bytes: data, name: `picture.${mimeType.slice('image/'.length)}` }];
  if (/^(text\/|application\/json)/.test(mimeType)) return [{ text: new TextDecoder().decode(data) }];
  // Chats mark with it what a service may keep.
  if (mimeType === 'cache_control') return [];
  throw new ExtensionError('chat/unreadable-part', { mimeType });
}
