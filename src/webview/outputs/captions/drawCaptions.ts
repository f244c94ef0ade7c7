import { captionFormats, type Caption } from '../../../engine/api/captionFormats.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { OutputTools } from '../outputKind.ts';
import { arrange, asWritten, wordsOf, type Arrangement } from './arrange.ts';
import type { Captions } from './readCaptions.ts';
import { thumbnail } from './thumbnail.ts';

/** Captions as a table that is searched, sorted, and saved as it is shown. It grows while the pictures are read. */
export function drawCaptions(value: Captions, { kept, onUpdate }: OutputTools<Captions>): HTMLElement {
  const warning = element('p', { className: 'untrained', text: untrained() });
  const nothing = element('p', { text: t('There is no caption yet.') });
  const table = createTable(kept);
  const file = element('p', { className: 'note' });
  const provenance = element('p', { className: 'note' });
  const show = (next: Captions): void => {
    warning.hidden = next.isTrained;
    nothing.hidden = next.captions.length > 0;
    for (const part of table.elements) part.hidden = next.captions.length === 0;
    table.show(next.captions);
    file.textContent = next.file === '' ? '' : t('Written to {0}.', next.file);
    provenance.textContent = next.provenance;
    for (const note of [file, provenance]) note.hidden = note.textContent === '';
  };
  show(value);
  onUpdate(show);
  const parts = [warning, nothing, ...table.elements, file, provenance];
  return element('div', { className: 'hovle-output hovle-captions' }, ...parts);
}

const untrained = () => t('⚠ Untrained model: these words come from random numbers and mean nothing.');

function createTable(kept: OutputTools<Captions>['kept']) {
  let captions: readonly Caption[] = [];
  let arrangement = (kept.get('arrangement') as Arrangement | undefined) ?? asWritten; // Only this file keeps it.
  const body = createBody();
  const count = element('span', { className: 'note', attributes: { role: 'status' } });
  const links = Object.keys(captionFormats).map((ending) => saveLink(ending as Ending)); // Its own keys.
  const saving = { role: 'group', 'aria-label': t('Save what is shown') };
  const exports = element('span', { className: 'bar', attributes: saving }, ...links.map(({ element: link }) => link));
  const show = (): void => {
    const shown = arrange(captions, arrangement);
    body.show(shown);
    count.textContent = t('{0} of {1}', shown.length, captions.length);
    for (const link of links) link.show(shown);
    for (const head of heads) head.mark(arrangement);
  };
  const set = (next: Arrangement): void => {
    arrangement = next;
    kept.set('arrangement', next);
    show();
  };
  const heads = (['name', 'words'] as const).map((column) => sortHead(column, () => set(turned(arrangement, column))));
  const search = searchField(arrangement.filter, (filter) => set({ ...arrangement, filter }));
  const picture = element('th', { className: 'picture', text: t('Picture'), attributes: { scope: 'col' } });
  const head = element('thead', {}, element('tr', {}, picture, ...heads.map(({ element: cell }) => cell)));
  const region = { tabindex: '0', role: 'region', 'aria-label': t('Captions') };
  const table = element('table', {}, head, body.element);
  return {
    elements: [
      element('div', { className: 'bar' }, search, count, exports),
      element('div', { className: 'scrolled', attributes: region }, table),
    ],
    show: (next: readonly Caption[]): void => {
      captions = next;
      show();
    },
  };
}

/** The rows. One that stands where it belongs is not touched: its picture would be loaded again, and marked words lost. */
function createBody() {
  const body = element('tbody', {});
  let rows = new Map<string, HTMLElement>();
  const show = (captions: readonly Caption[]): void => {
    const before = rows;
    rows = new Map(keyed(captions).map(([key, caption]) => [key, before.get(key) ?? rowOf(caption)]));
    for (const [key, row] of before) if (!rows.has(key)) row.remove();
    let next = body.firstElementChild;
    for (const row of rows.values())
      if (row === next) next = next.nextElementSibling;
      else body.insertBefore(row, next);
  };
  return { element: body, show };
}

/** Captions with what tells each of them from all others, those that are said twice too. */
function keyed(captions: readonly Caption[]): [key: string, caption: Caption][] {
  const times = new Map<string, number>();
  return captions.map((caption) => {
    const text = JSON.stringify(caption);
    const time = times.get(text) ?? 0;
    times.set(text, time + 1);
    return [`${time} ${text}`, caption];
  });
}

/** Pressed again, a column is sorted the other way. */
function turned({ column, direction, filter }: Arrangement, pressed: Arrangement['column']): Arrangement {
  const isAgain = column === pressed && direction === 'ascending';
  return { column: pressed, direction: isAgain ? 'descending' : 'ascending', filter };
}

function sortHead(column: Arrangement['column'], onPress: () => void) {
  const title = column === 'name' ? t('File') : t('Caption');
  const arrow = element('span', { attributes: { 'aria-hidden': 'true' } });
  const button = element('button', { attributes: { type: 'button' } }, document.createTextNode(`${title} `), arrow);
  button.addEventListener('click', onPress);
  const cell = element('th', { className: column, attributes: { scope: 'col' } }, button);
  const mark = (now: Arrangement): void => {
    const isSorted = now.column === column;
    cell.setAttribute('aria-sort', isSorted ? now.direction : 'none');
    arrow.textContent = isSorted ? (now.direction === 'ascending' ? '▲' : '▼') : '↕';
  };
  return { element: cell, mark };
}

function searchField(text: string, onInput: (text: string) => void): HTMLElement {
  const input = document.createElement('input');
  input.type = 'search';
  input.value = text;
  input.addEventListener('input', () => onInput(input.value));
  return element('label', {}, document.createTextNode(t('Find')), input);
}

function rowOf(caption: Caption): HTMLElement {
  const words = 'text' in caption ? caption.text.trim() || t('(no words)') : t('No caption. {0}', wordsOf(caption));
  return element(
    'tr',
    {},
    element('td', {}, thumbnail(caption.name)),
    element('th', { text: caption.name, attributes: { scope: 'row' } }),
    element('td', { className: 'text' in caption ? '' : 'problem', text: words }),
  );
}

type Ending = keyof typeof captionFormats;
const types: { readonly [ending in Ending]: string } = {
  csv: 'text/csv',
  jsonl: 'application/jsonl',
  txt: 'text/plain',
};

/** A link that the notebook's page offers to save: no message is needed, and it works wherever the output is shown. */
function saveLink(ending: Ending) {
  const name = `captions.${ending}`;
  const link = element('a', { className: 'button', text: name, attributes: { download: name } });
  const show = (captions: readonly Caption[]): void => {
    const data = base64(captionFormats[ending](captions));
    link.setAttribute('href', `data:${types[ending]};charset=utf-8;base64,${data}`);
  };
  return { element: link, show };
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
