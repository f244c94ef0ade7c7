import { captionFormats, type Caption } from '../../../engine/api/captionFormats.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { OutputTools } from '../outputKind.ts';
import { arrange, asWritten, wordsOf, type Arrangement } from './arrange.ts';
import type { Captions } from './readCaptions.ts';
import { thumbnail } from './thumbnail.ts';

/** Captions as a table that is searched, sorted, and saved as it is shown. */
export function drawCaptions(value: Captions, { kept }: OutputTools): HTMLElement {
  const { captions, isTrained, provenance, file } = value;
  const before = isTrained ? [] : [element('p', { className: 'untrained', text: untrained() })];
  const after = [file === '' ? '' : t('Written to {0}.', file), provenance].filter((text) => text !== '');
  const content =
    captions.length === 0 ? [element('p', { text: t('There is no caption yet.') })] : table(captions, kept);
  return element(
    'div',
    { className: 'hovle-output hovle-captions' },
    ...before,
    ...content,
    ...after.map((text) => element('p', { className: 'note', text })),
  );
}

const untrained = () => t('⚠ Untrained model: these words come from random numbers and mean nothing.');

function table(captions: readonly Caption[], kept: OutputTools['kept']): HTMLElement[] {
  let arrangement = (kept.get('arrangement') as Arrangement | undefined) ?? asWritten; // Only this file keeps it.
  const body = element('tbody', {});
  const count = element('span', { className: 'note', attributes: { role: 'status' } });
  const exports = element('span', {
    className: 'bar',
    attributes: { role: 'group', 'aria-label': t('Save what is shown') },
  });
  const show = (next: Arrangement): void => {
    arrangement = next;
    kept.set('arrangement', next);
    const shown = arrange(captions, next);
    body.replaceChildren(...shown.map(row));
    count.textContent = t('{0} of {1}', shown.length, captions.length);
    exports.replaceChildren(...Object.keys(captionFormats).map((ending) => saveLink(ending as Ending, shown))); // Its own keys.
    for (const head of heads) head.mark(next);
  };
  const heads = (['name', 'words'] as const).map((column) => sortHead(column, () => show(turned(arrangement, column))));
  const search = searchField(arrangement.filter, (filter) => show({ ...arrangement, filter }));
  show(arrangement);
  const picture = element('th', { className: 'picture', text: t('Picture'), attributes: { scope: 'col' } });
  const head = element('thead', {}, element('tr', {}, picture, ...heads.map(({ element: cell }) => cell)));
  const scrolled = {
    className: 'scrolled',
    attributes: { tabindex: '0', role: 'region', 'aria-label': t('Captions') },
  };
  return [
    element('div', { className: 'bar' }, search, count, exports),
    element('div', scrolled, element('table', {}, head, body)),
  ];
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

function row(caption: Caption): HTMLElement {
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
function saveLink(ending: Ending, captions: readonly Caption[]): HTMLElement {
  const name = `captions.${ending}`;
  const href = `data:${types[ending]};charset=utf-8;base64,${base64(captionFormats[ending](captions))}`;
  return element('a', { className: 'button', text: name, attributes: { href, download: name } });
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
