import { wordTokens } from '../../protocol.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { renderedText, renderUntrusted } from '../../shared/markdown.ts';
import { numberText } from '../../shared/numberText.ts';
import type { OutputTools } from '../outputKind.ts';
import { differences, likeness } from './differences.ts';
import type { ComparedAnswer, Comparison } from './readComparison.ts';

/** Answers side by side, on request with what sets them apart from one of them, and a table of what they took. */
export function drawComparison(value: Comparison, { kept, onUpdate }: OutputTools<Comparison>): HTMLElement {
  const cards = element('div', { className: 'cards' });
  const timings = createTimings();
  let { answers } = value;
  let drawn: string[] = [];
  const showCards = (): void => {
    const base = answers[Number(kept.get('base') ?? NaN)];
    const keys = answers.map((answer) => JSON.stringify([answer, base]));
    while (cards.children.length > answers.length) cards.lastChild?.remove();
    for (const [i, answer] of answers.entries()) {
      const old = cards.children[i];
      // Words that somebody marks, and links that have the focus, stay where nothing has changed.
      if (!old) cards.append(card(answer, base));
      else if (keys[i] !== drawn[i]) old.replaceWith(card(answer, base));
    }
    drawn = keys;
  };
  const chooser = createBaseChooser(kept, showCards);
  const show = (next: Comparison): void => {
    ({ answers } = next);
    chooser.show(answers);
    showCards();
    timings.show(next);
  };
  show(value);
  onUpdate(show);
  const parts = [chooser.element, cards, timings.element];
  return element('div', { className: 'hovle-output hovle-comparison' }, ...parts);
}

/** From which answer the others are marked to differ; hidden while fewer than two are there. */
function createBaseChooser(kept: OutputTools<Comparison>['kept'], onChoose: () => void) {
  const select = document.createElement('select');
  select.addEventListener('change', () => {
    kept.set('base', select.value === '' ? undefined : select.value);
    onChoose();
  });
  const label = element('label', {}, document.createTextNode(t('Mark differences from')), select);
  const shown = element('div', { className: 'bar' }, label);
  let offered = '';
  const show = (answers: readonly ComparedAnswer[]): void => {
    const comparable = [...answers.entries()].filter(([, { state }]) => state === 'done');
    const options = [['', t('none')], ...comparable.map(([index, { name }]) => [String(index), name])];
    shown.hidden = comparable.length < 2;
    if (JSON.stringify(options) === offered) return;
    offered = JSON.stringify(options);
    const before = kept.get('base');
    select.replaceChildren(
      ...options.map(([value = '', text = '']) => element('option', { text, attributes: { value } })),
    );
    select.value = typeof before === 'string' ? before : '';
  };
  return { element: shown, show };
}

function card(answer: ComparedAnswer, base: ComparedAnswer | undefined): HTMLElement {
  const parts = [element('h3', { text: answer.name })];
  if (!answer.isTrained) parts.push(element('p', { className: 'untrained', text: untrained() }));
  return element('article', { attributes: { 'aria-label': answer.name } }, ...parts, ...body(answer, base));
}

function body(answer: ComparedAnswer, base: ComparedAnswer | undefined): HTMLElement[] {
  if (answer.state === 'failed') return [note(t('No answer. {0}', answer.problem), 'problem')];
  if (answer.state === 'waiting') return [note(t('Waits for its turn.'))];
  if (answer.state === 'running')
    return [...(answer.text === '' ? [] : [rendered(answer)]), note(answer.stage || t('Answers …'), 'running')];
  const isCompared = base !== undefined && base !== answer && base.state === 'done';
  const end = ends()[answer.finish];
  return [...(isCompared ? marked(answer, base) : [rendered(answer)]), ...(end === undefined ? [] : [note(end)])];
}

function rendered({ text }: ComparedAnswer): HTMLElement {
  const words = element('div', { className: 'words' });
  words.innerHTML = renderUntrusted(text.trim() === '' ? t('*(no words)*') : text);
  return words;
}

/** Words as they are, with those that only one of the two has marked, and how much they have in common. */
function marked(answer: ComparedAnswer, base: ComparedAnswer): HTMLElement[] {
  const stretches = differences(renderedText(base.text), renderedText(answer.text));
  if (!stretches) return [rendered(answer), note(t('The answers are too long to be compared word by word.'))];
  const tags = { same: 'span', added: 'ins', missing: 'del' };
  const parts = stretches.map(({ text, kind }) => element(tags[kind], { text }));
  const percent = Math.round(100 * likeness(stretches));
  const common = stretches.every(({ kind }) => kind === 'same')
    ? t('The same as {0}.', base.name)
    : t('{0} % in common with {1}. Underlined: only here. Struck through: only there.', percent, base.name);
  return [element('p', { className: 'plain' }, ...parts), note(common)];
}

const note = (text: string, kind = ''): HTMLElement => element('p', { className: `note ${kind}`.trim(), text });

const untrained = () => t('⚠ Untrained model: these words come from random numbers and mean nothing.');

const ends = (): Readonly<Record<string, string>> => ({
  cancelled: t('Stopped.'),
  length: t('Cut here: %max_tokens, or the setting of that name, allows more.'),
  context: t('Cut here: the model can keep no more in mind.'),
});

/** What each answer took, in a table that scrolls where it is wider than the notebook. */
function createTimings() {
  const attributes = { tabindex: '0', role: 'region', 'aria-label': t('What the answers took') };
  const shown = element('div', { className: 'scrolled', attributes });
  const show = ({ of, answers }: Comparison): void => {
    const done = answers.filter(({ state }) => state === 'done');
    shown.hidden = done.length === 0;
    shown.replaceChildren(timingTable(of, done));
  };
  return { element: shown, show };
}

function timingTable(of: Comparison['of'], answers: readonly ComparedAnswer[]): HTMLElement {
  const heads = [firstHeads[of](), t('First word'), t('Tokens'), t('Tokens a second'), t('Memory'), t('Runs on')];
  const head = element('tr', {}, ...heads.map((text) => element('th', { text, attributes: { scope: 'col' } })));
  const rows = answers.map((answer) => timingRow(of, answer));
  return element(
    'table',
    {},
    element('caption', { text: t('What the answers took') }),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
}

const firstHeads: { readonly [of in Comparison['of']]: () => string } = {
  models: () => t('Model'),
  pictures: () => t('Picture'),
};

function timingRow(of: Comparison['of'], { name, model, ...answer }: ComparedAnswer): HTMLElement {
  const { precision, device, finish, timings, isSmall } = answer;
  const { firstTokenMs, decodeTokens, decodeMs, memoryBytes } = timings;
  const warning = isSmall ? t('very small, often wrong') : '';
  const made = [of === 'pictures' ? model : '', precision, device, warning];
  const numbers = [
    withUnit(firstTokenMs / 1000, 2, 's'),
    numberText(wordTokens(decodeTokens, finish), 0),
    numberText((1000 * decodeTokens) / decodeMs, 1),
    withUnit(memoryBytes / 2 ** 20, 0, 'MB'),
  ];
  return element(
    'tr',
    {},
    element('th', { text: name, attributes: { scope: 'row' } }),
    ...numbers.map((text) => element('td', { className: 'number', text })),
    element('td', { text: made.filter((part) => part !== '').join(' · ') || '–' }),
  );
}

function withUnit(value: number, digits: number, unit: string): string {
  return Number.isFinite(value) ? `${numberText(value, digits)} ${unit}` : '–';
}
