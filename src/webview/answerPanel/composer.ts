import type { AnswerPanelState, FromAnswerPanel } from '../protocol.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';

/** What the composer needs to do something. */
export interface ComposerActions {
  send: (message: FromAnswerPanel) => void;
  /** Told what is written, so that it outlives the page. */
  onDraft: (text: string) => void;
}

/** Where the next question is written, with what it is about, and the button that asks it or stops the answer. */
export function createComposer(draft: string, { send, onDraft }: ComposerActions) {
  const attributes = { rows: '2', resize: 'vertical', placeholder: t('Ask something about the pictures') };
  // The control of this name has a value.
  const field = element('vscode-text-area', { attributes }) as HTMLElement & { value: string };
  const press = element('vscode-button', { className: 'ask' });
  const about = element('p', { className: 'about', attributes: { id: 'about' } });
  const hint = element('p', { className: 'hint', text: hintText });
  const row = element('div', { className: 'row' }, field, press);
  const form = element('form', { className: 'composer' }, about, row, hint);
  let isRunning = false;
  field.value = draft;

  const submit = (): void => {
    const question = field.value.trim();
    if (isRunning) send({ kind: 'stop' });
    if (isRunning || question === '') return;
    send({ kind: 'ask', question });
    field.value = '';
    onDraft('');
  };
  press.addEventListener('click', submit);
  field.addEventListener('input', () => onDraft(field.value));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isRunning) send({ kind: 'stop' });
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!isRunning) submit();
  });
  const show = (state: AnswerPanelState): void => {
    ({ isRunning } = state);
    press.textContent = isRunning ? t('Stop') : t('Ask');
    press.setAttribute('appearance', isRunning ? 'secondary' : 'primary');
    about.textContent = aboutText(state);
    // The control names itself when it is attached; this name says more.
    field.setAttribute('aria-label', t('Question about the pictures'));
  };
  return { element: form, show };
}

function aboutText({ pictures }: AnswerPanelState): string {
  const names = pictures.filter(({ isAsked }) => isAsked).map(({ name }) => name);
  if (pictures.length === 0) return t('No picture yet: add, paste or drop one.');
  return names.length === 0 ? t('About no picture: tick those it is about.') : t('About {0}', names.join(', '));
}

const hintText = t(
  'Enter asks, Shift+Enter begins a line. Pictures and screenshots can be pasted, or dropped with Shift held.',
);
