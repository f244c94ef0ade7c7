import { button } from '../shared/controls.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';

/** What the form tells. */
export interface QuestionFormEvents {
  readonly onInput: (text: string) => void;
  readonly onSubmit: (text: string) => void;
  /** After it was submitted, too. */
  readonly onClose: () => void;
}

/** Where a question is put in other words. Enter asks, Escape leaves it as it was. */
export function createQuestionForm({ onInput, onSubmit, onClose }: QuestionFormEvents) {
  // The control of this name has a value.
  const field = element('vscode-text-area', { attributes: { rows: '2', resize: 'vertical' } }) as HTMLElement & {
    value: string;
  };
  const close = (): void => {
    form.hidden = true;
    onClose();
  };
  const submit = (): void => {
    if (field.value.trim() !== '') onSubmit(field.value.trim());
    close();
  };
  const again = button(t('Ask again'), submit, 'primary');
  const form = element(
    'form',
    { className: 'edit' },
    field,
    element('div', { className: 'row' }, again, button(t('Cancel'), close)),
  );
  form.hidden = true;
  field.addEventListener('input', () => onInput(field.value));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  const open = (text: string): void => {
    field.value = text;
    form.hidden = false;
    field.setAttribute('aria-label', t('Question about the pictures'));
  };
  return { element: form, open, focus: () => field.focus() };
}
