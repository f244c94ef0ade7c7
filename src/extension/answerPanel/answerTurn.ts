import * as vscode from 'vscode';
import { errorText, isCancelled } from '../errorText.ts';
import { answerFacts, endNote, stageText } from '../notebook/answerText.ts';
import type { JsonObject } from '../notebook/plainNotebook.ts';
import { provenance } from '../notebook/provenance.ts';
import { askTurn } from './askTurn.ts';
import type { Asking } from './askTurn.ts';
import type { Conversation, Turn } from './conversation.ts';

/** The turn to answer, and where it lives. */
export interface TurnToAnswer {
  at: number;
  signal: AbortSignal;
  conversation: () => Conversation;
  change: (some: Partial<Turn>) => void;
}

/** Fills a turn: words as they come, then what made them, or why there are none. */
export async function answerTurn(asking: Asking, { at, signal, conversation, change }: TurnToAnswer): Promise<void> {
  change({ state: 'running', text: '', note: '' });
  let text = '';
  try {
    signal.throwIfAborted();
    const answer = await askTurn(asking, conversation(), at, {
      signal,
      onTrained: (isTrained) => change({ isTrained }),
      onProgress: (progress) => {
        if (progress.kind === 'stage') change({ note: stageText(progress) });
        else change({ text: (text += progress.text), note: '' });
      },
    });
    const note = [endNote(answer), provenance(answer), drawNote(conversation().turns[at])];
    const facts = JSON.parse(JSON.stringify(answerFacts(answer))) as JsonObject; // Plain data is what it is made of.
    change({ text: answer.text, note: note.filter((part) => part !== '').join(' '), isTrained: answer.trained, facts });
    change({ state: 'done' });
  } catch (error) {
    if (signal.aborted || isCancelled(error)) change({ state: 'done', note: vscode.l10n.t('Stopped.') });
    else change({ state: 'failed', note: errorText(error) });
  }
}

function drawNote(turn: Turn | undefined): string {
  if (!turn?.draw) return '';
  return vscode.l10n.t('Drawn again: temperature {0}, seed {1}.', turn.draw.temperature, turn.draw.seed);
}
