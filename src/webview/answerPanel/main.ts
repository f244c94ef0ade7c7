import type { FromAnswerPanel, ToAnswerPanel } from '../protocol.ts';
import { defineControls } from '../shared/controls.ts';
import { connectEditor } from '../shared/editor.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import './answerPanel.css';
import { createCards } from './cards.ts';
import { createQuestion } from './question.ts';

defineControls();

const editor = connectEditor<FromAnswerPanel>((message) => {
  // Only the extension that this bundle ships with can send here.
  const { state } = message as ToAnswerPanel;
  question.show(state);
  cards.show(state.cards);
});
const question = createQuestion((message) => editor.send(message));
const cards = createCards((card) => editor.send({ kind: 'copy', card }));

const heading = element('h1', { className: 'spoken', text: t('Answers about pictures') });
document.body.append(element('header', {}, heading, question.element), cards.element);
editor.send({ kind: 'ready' });
