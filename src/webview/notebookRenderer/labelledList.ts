import { element } from '../shared/element.ts';

/** A list to choose from, behind its label. */
export function labelledList(label: string): { element: HTMLElement; control: HTMLSelectElement } {
  // Made by its tag.
  const control = element('select', {}) as HTMLSelectElement;
  return { element: element('label', { className: 'labelled' }, element('span', { text: label }), control), control };
}

/** Offers these rows, the first of them or the one that was chosen before. */
export function offerRows(control: HTMLSelectElement, rows: readonly { text: string; value: string }[]): void {
  const before = control.value;
  control.replaceChildren(...rows.map(({ text, value }) => element('option', { text, attributes: { value } })));
  control.value = rows.some(({ value }) => value === before) ? before : (rows[0]?.value ?? '');
}
