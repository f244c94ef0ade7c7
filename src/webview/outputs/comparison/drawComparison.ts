import { wordTokens } from '../../protocol.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import { renderUntrusted } from '../../shared/markdown.ts';
import { numberText } from '../../shared/numberText.ts';
import type { OutputTools } from '../outputKind.ts';
import { differences, likeness } from './differences.ts';
import type { ComparedAnswer, Comparison } from './readComparison.ts';

/** Answers side by side, on request with what sets them apart from one of them, and a table of what they took. */
export function drawComparison({ of, answers }: Comparison, { kept }: OutputTools): HTMLElement {
  const cards = element('div', { className: 'cards' });
  const show = (): void => {
    const base = answers[Number(kept.get('base') ?? NaN)];
    cards.replaceChildren(...answers.map((answer) => card(answer, base)));
  };
  show();
  const chooser = baseChooser(answers, kept, show);
  return element(
    'div',
    { className: 'hovle-output hovle-comparison' },
    ...(chooser ? [chooser] : []),
    cards,
    ...(answers.some(({ state }) => state === 'done') ? [timingTable(of, answers)] : []),
  );
}

/** From which answer the others are marked to differ; undefined while fewer than two are there. */
function baseChooser(
  answers: readonly ComparedAnswer[],
  kept: OutputTools['kept'],
  onChoose: () => void,
): HTMLElement | undefined {
  const comparable = [...answers.keys()].filter((index) => answers[index]?.state === 'done');
  if (comparable.length < 2) return undefined;
  const options = comparable.map((index) =>
    element('option', { text: answers[index]?.name ?? '', attributes: { value: String(index) } }),
  );
  const select = document.createElement('select');
  select.append(element('option', { text: t('none'), attributes: { value: '' } }), ...options);
  const before = kept.get('base');
  select.value = typeof before === 'string' ? before : '';
  select.addEventListener('change', () => {
    kept.set('base', select.value === '' ? undefined : select.value);
    onChoose();
  });
  const label = element('label', {}, document.createTextNode(t('Mark differences from')), select);
  return element('div', { className: 'bar' }, label);
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
  const stretches = differences(base.text.trim(), answer.text.trim());
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

function timingTable(of: Comparison['of'], answers: readonly ComparedAnswer[]): HTMLElement {
  const heads = [firstHeads[of](), t('First word'), t('Tokens'), t('Tokens a second'), t('Memory'), t('Runs on')];
  const head = element('tr', {}, ...heads.map((text) => element('th', { text, attributes: { scope: 'col' } })));
  const rows = answers.filter(({ state }) => state === 'done').map((answer) => timingRow(of, answer));
  const table = element(
    'table',
    {},
    element('caption', { text: t('What the answers took') }),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
  return element(
    'div',
    { className: 'scrolled', attributes: { tabindex: '0', role: 'region', 'aria-label': t('What the answers took') } },
    table,
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
