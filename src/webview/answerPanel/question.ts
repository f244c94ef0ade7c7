import type { AnswerPanelState, FromAnswerPanel } from '../protocol.ts';
import { element } from '../shared/element.ts';

/** The question at the top, with the button that asks it, or stops the answer. */
export function createQuestion(send: (message: FromAnswerPanel) => void) {
  // The control of this name has a value.
  const field = element('vscode-text-area', { attributes: fieldAttributes }) as HTMLElement & { value: string };
  const button = element('vscode-button', { className: 'ask' });
  const form = element('form', { className: 'question' }, field, button);
  let isRunning = false;

  const submit = () => {
    if (isRunning) send({ kind: 'stop' });
    else if (field.value.trim() !== '') send({ kind: 'ask', question: field.value });
  };
  button.addEventListener('click', submit);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  const show = (state: AnswerPanelState) => {
    const isFirst = button.textContent === '';
    ({ isRunning } = state);
    button.textContent = isRunning ? 'Stop' : 'Ask';
    // What the user is typing is not overwritten.
    if (isFirst) field.value = state.question;
    // The control names itself when it is attached; this name says more.
    field.setAttribute('aria-label', 'Question about the picture');
  };
  return { element: form, show };
}

const fieldAttributes = { rows: '1', resize: 'vertical' };
