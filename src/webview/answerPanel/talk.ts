import type { AnswerPanelState } from '../protocol.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import type { Speech } from './speech.ts';
import type { createEdits } from './edits.ts';
import { createTurn, type TurnActions } from './turn.ts';

/** The questions and answers, in order. What comes last stays in sight while it grows, unless the reader has gone elsewhere. */
export function createTalk(actions: TurnActions, edits: ReturnType<typeof createEdits>, speech: Speech) {
  const list = element('ol', { className: 'turns', attributes: { 'aria-label': t('Questions and answers') } });
  // A region that scrolls is reached by keys.
  const scroller = element('div', { className: 'scroller', attributes: { tabindex: '0', role: 'region' } }, list);
  scroller.setAttribute('aria-label', t('Conversation'));
  const turns: ReturnType<typeof createTurn>[] = [];
  const shown: string[] = [];
  let conversation = '';
  let followed = -1;

  const show = ({ turns: states, pictures, conversation: id }: AnswerPanelState): void => {
    const wasAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearEnd;
    // Turns of another conversation are not those: what is open in them would act on these.
    const kept = id === conversation ? states.length : 0;
    conversation = id;
    for (const turn of turns.splice(kept)) turn.element.remove();
    shown.length = Math.min(shown.length, kept);
    const names = JSON.stringify(pictures.map(({ id: key, name }) => [key, name]));
    for (const [at, state] of states.entries()) {
      const turn = (turns[at] ??= createTurn(at, actions, edits.at(id, at)));
      const key = JSON.stringify(state) + names;
      if (shown[at] !== key) turn.show(state, pictures);
      shown[at] = key;
      if (!turn.element.isConnected) list.append(turn.element);
    }
    if (wasAtEnd) scroller.scrollTop = scroller.scrollHeight;
    listen(states);
  };
  /** The answer that grows is read aloud; when it has ended, its rest and what made it. */
  const listen = (states: AnswerPanelState['turns']): void => {
    const running = states.findIndex(({ state }) => state === 'running');
    const ended = followed >= 0 && followed !== running ? states[followed] : undefined;
    if (ended) speech.follow(`${ended.text} ${ended.note}`, true);
    if (running >= 0) speech.follow(states[running]?.text ?? '', false);
    followed = running;
  };
  return { element: scroller, show };
}

/** Pixels within which the end counts as in sight. */
const nearEnd = 60;
