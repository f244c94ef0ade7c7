import type { Explanation } from '../../engine/api/engineApi.ts';
import { heat } from '../embeddingExplorer/picture/heat.ts';
import { pictureCanvas } from '../embeddingExplorer/picture/pictureBitmap.ts';
import { inPixels, patchPlace } from '../embeddingExplorer/space/patchPlace.ts';
import { sideOf } from '../embeddingExplorer/space/space.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { renderUntrusted } from '../shared/markdown.ts';
import { numberText } from '../shared/numberText.ts';
import type { AnswerFacts } from './answerFacts.ts';
import { mapOfPieces, wordsOf } from './explanation.ts';

/** An answer in a notebook: its words, what made them, and on request what each lies near to in the picture. */
export class AnswerView {
  readonly element = element('div', { className: 'hovle-answer' });
  readonly #more = element('div', { className: 'more' });

  constructor(facts: AnswerFacts, ask: (() => void) | undefined) {
    const words = element('div', { className: 'words' });
    words.innerHTML = renderUntrusted(facts.text.trim() === '' ? t('*(no words)*') : facts.text);
    if (!facts.trained) this.element.append(element('p', { className: 'untrained', text: untrained }));
    this.element.append(words);
    if (facts.end !== '') this.#line(facts.end);
    this.#line(facts.provenance);
    this.element.append(this.#more);
    if (ask) this.#offer(ask);
  }

  /** Says what goes on, or why there is nothing more to see. */
  say(sentence: string): void {
    this.#more.replaceChildren(element('p', { className: 'note', text: sentence, attributes: { role: 'status' } }));
  }

  /** The words as buttons, and the pictures that they map. */
  show(explanation: Explanation): void {
    const canvases = explanation.pictures.map(pictureCanvas);
    const shown = explanation.pictures.map((picture, image) => showPicture(picture.path, canvases[image]!));
    const note = element('p', { className: 'note', attributes: { 'aria-live': 'polite' } });
    const paint = (word: ReturnType<typeof wordsOf>[number], pressed: HTMLElement): void => {
      for (const other of words.children) other.setAttribute('aria-pressed', String(other === pressed));
      note.textContent = paintMap(explanation, word, { canvases, shown });
    };
    const words = element('div', {
      className: 'pieces',
      attributes: { role: 'group', 'aria-label': t('Words of the answer') },
    });
    words.append(...wordsOf(explanation.pieces).map((word) => wordButton(word, paint)));
    const pictures = element('div', { className: 'pictures' }, ...shown);
    this.#more.replaceChildren(words, pictures, note, element('p', { className: 'note', text: limits }));
  }

  #line(text: string): void {
    this.element.append(element('p', { className: 'provenance', text }));
  }

  #offer(ask: () => void): void {
    const button = element('button', {
      className: 'ask',
      text: t('What does it rest on?'),
      attributes: { type: 'button' },
    });
    button.addEventListener('click', () => {
      this.say(t('Comparing the words with the picture …'));
      ask();
    });
    this.#more.replaceChildren(button);
  }
}

type Word = ReturnType<typeof wordsOf>[number];

function wordButton(word: Word, paint: (word: Word, pressed: HTMLElement) => void): HTMLElement {
  const percent = `${numberText(word.probability * 100, word.probability < 0.1 ? 1 : 0)} %`;
  const label = t('{0}, probability {1}', word.text.trim() || '␣', percent);
  const text = word.text.trim() || '␣';
  const made = element('button', {
    text,
    attributes: { type: 'button', title: percent, 'aria-label': label, 'aria-pressed': 'false' },
  });
  made.className = word.probability < 0.1 ? 'piece unlikely' : word.probability < 0.5 ? 'piece doubtful' : 'piece';
  made.addEventListener('click', () => paint(word, made));
  return made;
}

function showPicture(path: string, source: HTMLCanvasElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [source.width, source.height];
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', /[^/\\]*$/.exec(path)?.[0] ?? '');
  canvas.getContext('2d')?.drawImage(source, 0, 0);
  return canvas;
}

/** Lays the map of a word over the pictures, and says what it shows. */
function paintMap(
  explanation: Explanation,
  word: Word,
  { canvases, shown }: { canvases: readonly HTMLCanvasElement[]; shown: readonly HTMLCanvasElement[] },
): string {
  const { shares_P, least, most } = mapOfPieces(explanation, word.pieces);
  if (explanation.patches.length === 0) return t('There is no picture to compare with.');
  const side = sideOf(explanation.patches);
  for (const [image, canvas] of shown.entries()) {
    const context = canvas.getContext('2d');
    if (!context) continue;
    context.globalAlpha = 1;
    context.drawImage(canvases[image]!, 0, 0);
    context.globalAlpha = 0.7;
    for (const [p, patch] of explanation.patches.entries()) {
      if (patch.image !== image || patch.thumbnail || !Number.isFinite(shares_P[p])) continue;
      const [red, green, blue] = heat(shares_P[p]!);
      const place = inPixels(patchPlace(patch, explanation.pictures[image]!, side), canvas.width, canvas.height);
      context.fillStyle = `rgb(${red} ${green} ${blue})`;
      context.fillRect(place.left, place.top, place.width, place.height);
    }
  }
  const range = [numberText(least, 3), numberText(most, 3)] as const;
  return t('“{0}”: cosine with each patch, from {1} (dark) to {2} (light).', word.text.trim(), ...range);
}

const untrained = t('⚠ Untrained model: these words come from random numbers and mean nothing.');
const limits = t(
  'Light patches lie near the word in the space that words and patches share. That shows what belongs together, not what caused the word.',
);
