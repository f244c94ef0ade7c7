import type { AnswerPanelState, FromAnswerPanel } from '../protocol.ts';
import { iconButton } from '../shared/controls.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';

/** What can be done with the whole conversation. */
export function createToolbar(send: (message: FromAnswerPanel) => void) {
  const heading = element('h1', { text: t('Answers about pictures') });
  const copy = iconButton('copy', t('Copy the conversation as Markdown'), () => send({ kind: 'copyAll' }));
  const notebook = iconButton('notebook', t('Send the conversation to a notebook'), () => send({ kind: 'toNotebook' }));
  const history = iconButton('history', t('Earlier conversations…'), () => send({ kind: 'history' }));
  const begin = iconButton('newConversation', t('New conversation'), () => send({ kind: 'newConversation' }));
  const bar = element('header', { className: 'toolbar' }, heading, copy, notebook, history, begin);
  const show = ({ turns }: AnswerPanelState): void => {
    for (const tool of [copy, notebook]) tool.toggleAttribute('disabled', turns.length === 0);
  };
  return { element: bar, show };
}
