import type { AnswerCard } from '../protocol.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { renderUntrusted } from '../shared/markdown.ts';
import { zoomable } from '../shared/zoomable.ts';

/** The pictures with what is said about each. */
export function createCards(copy: (card: number) => void) {
  const list = element('main', { className: 'cards' });
  const cards: ReturnType<typeof createCard>[] = [];
  const show = (states: AnswerCard[]) => {
    for (const [index, state] of states.entries()) {
      const card = (cards[index] ??= createCard(state, () => copy(index)));
      list.append(...(card.element.isConnected ? [] : [card.element]));
      card.show(state);
    }
  };
  return { element: list, show };
}

function createCard({ name, imageUri }: AnswerCard, copy: () => void) {
  const picture = element('img', { attributes: { src: imageUri, alt: name } });
  // A format that only the model can read: the name below says enough.
  const frame = zoomable(picture, name);
  picture.addEventListener('error', () => (frame.hidden = true));
  const warning = element('p', { className: 'untrained', text: untrained });
  const answer = element('div', { className: 'answer', attributes: { 'aria-live': 'polite' } });
  const ring = element('vscode-progress-ring', { className: 'ring' });
  const note = element('span', { className: 'note', attributes: { role: 'status' } });
  const button = element('vscode-button', { text: t('Copy'), attributes: { appearance: 'secondary' } });
  button.addEventListener('click', copy);
  const foot = element('footer', {}, ring, note, button);
  const figure = element('figure', {}, frame, element('figcaption', { text: name }));
  const card = element('article', {}, figure, element('section', {}, warning, answer, foot));
  let shownText = '';

  const show = ({ state, text, note: line, isTrained }: AnswerCard) => {
    card.className = `card ${state}`;
    if (text !== shownText) answer.innerHTML = renderUntrusted(text);
    shownText = text;
    note.textContent = line;
    ring.hidden = state !== 'running';
    button.hidden = text === '' || state === 'running';
    warning.hidden = isTrained || text === '';
  };
  return { element: card, show };
}

const untrained = t('⚠ Untrained model: these words come from random numbers and mean nothing.');
