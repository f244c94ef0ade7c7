import type { FromAnswerPanel, PanelPicture, PanelTurn } from '../protocol.ts';
import { iconButton } from '../shared/controls.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { renderUntrusted } from '../shared/markdown.ts';
import type { TurnEdit } from './edits.ts';
import { createQuestionForm } from './questionForm.ts';

/** What a turn needs to do something. */
export interface TurnActions {
  send: (message: FromAnswerPanel) => void;
  /** Shows a picture. */
  look: (id: string) => void;
}

/** A question with its answer, at a place of the conversation. */
export function createTurn(at: number, { send, look }: TurnActions, edit: TurnEdit) {
  const ask = (question: string): void => send({ kind: 'edit', turn: at, question });
  const asked = createQuestion({ ask, look, edit });
  const warning = element('p', { className: 'untrained', text: untrained });
  const answer = element('div', { className: 'answer' });
  const ring = element('vscode-progress-ring', {
    className: 'ring',
    attributes: { 'aria-label': t('Being answered') },
  });
  const note = element('span', { className: 'note' });
  const copy = iconButton('copy', t('Copy the answer as Markdown'), () => send({ kind: 'copy', turn: at }));
  const again = iconButton('again', '', () => send({ kind: 'again', turn: at }));
  const tools = element('span', { className: 'tools' }, copy, again);
  const foot = element('footer', {}, ring, note, tools);
  const turn = element('article', {}, asked.element, warning, answer, foot);
  let shownText = '';

  const show = (state: PanelTurn, pictures: readonly PanelPicture[]): void => {
    turn.className = `turn ${state.state}`;
    turn.setAttribute('aria-label', t('Question {0}', at + 1));
    asked.show(state, pictures);
    if (state.text !== shownText) answer.innerHTML = renderUntrusted(state.text);
    shownText = state.text;
    note.textContent = state.state === 'waiting' ? t('Waits for the answer before.') : state.note;
    ring.hidden = state.state !== 'running';
    const isOver = state.state === 'done' || state.state === 'failed';
    copy.hidden = state.text === '' || !isOver;
    again.hidden = !isOver;
    const label = state.state === 'done' && state.text !== '' ? t('Answer again, in other words') : t('Try again');
    again.setAttribute('aria-label', label);
    again.title = label;
    warning.hidden = state.isTrained || state.text === '';
  };
  return { element: element('li', {}, turn), show };
}

/** What a question needs to be put in other words, and asked so. */
interface QuestionParts {
  readonly ask: (question: string) => void;
  readonly look: (id: string) => void;
  readonly edit: TurnEdit;
}

/** The question, which can be put in other words. */
function createQuestion({ ask, look, edit }: QuestionParts) {
  const names = element('div', { className: 'names' });
  const text = element('p', { className: 'asked-text' });
  const form = createQuestionForm({
    onInput: (words) => edit.set(text.textContent, words),
    onSubmit: ask,
    onClose: () => {
      edit.end();
      shown.hidden = false;
      pencil.focus();
    },
  });
  const open = (words: string): void => {
    shown.hidden = true;
    form.open(words);
  };
  const pencil = iconButton('edit', t('Edit the question and ask again from here'), () => {
    edit.set(text.textContent, text.textContent);
    open(text.textContent);
    form.focus();
  });
  const shown = element('div', { className: 'question' }, element('div', { className: 'words' }, names, text), pencil);
  const show = ({ question, pictures: ids }: PanelTurn, pictures: readonly PanelPicture[]): void => {
    text.textContent = question;
    const begun = form.element.hidden ? edit.find(question) : undefined;
    if (begun !== undefined) open(begun);
    const key = JSON.stringify(ids.map((id) => pictures.find((picture) => picture.id === id)?.name));
    if (names.dataset['key'] === key) return;
    names.dataset['key'] = key;
    names.replaceChildren(...ids.map((id) => nameOf(id, pictures, look)));
  };
  return { element: element('header', {}, shown, form.element), show };
}

function nameOf(id: string, pictures: readonly PanelPicture[], look: (id: string) => void): HTMLElement {
  const picture = pictures.find((one) => one.id === id);
  if (!picture) return element('span', { className: 'gone', text: t('a picture that was removed') });
  const name = element('button', { className: 'picture-name', text: picture.name, attributes: { type: 'button' } });
  name.title = t('Show {0}', picture.name);
  name.addEventListener('click', () => look(id));
  return name;
}

const untrained = t('⚠ Untrained model: these words come from random numbers and mean nothing.');
