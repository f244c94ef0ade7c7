import { mapMethods, type MapMethod } from '../../engine/api/choices.ts';
import type { Explanation } from '../../engine/api/mapApi.ts';
import { pictureCanvas } from '../embeddingExplorer/picture/pictureBitmap.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { numberText } from '../shared/numberText.ts';
import type { AnsweredBox } from '../../engine/api/answeredBoxes.ts';
import { similarityOf, wordsOf } from './explanation.ts';
import { labelledList, offerRows } from './labelledList.ts';
import { MapFigure } from './mapFigure.ts';
import { methodLimits, methodNames } from './mapSentences.ts';
import { Waiting } from './waiting.ts';
import type { ShownMap } from './wordMap.ts';

/** Asks for the map of some pieces of the answer. */
export type AskMap = (method: MapMethod, pieces: Pieces) => void;

interface Pieces {
  readonly first: number;
  readonly count: number;
}

type Word = ReturnType<typeof wordsOf>[number];

/** The words of an answer as buttons; the one that is pressed shows on the pictures where it rests, by the method of choice. */
export class WordMaps {
  readonly element = element('div', { className: 'maps' });
  readonly #explanation: Explanation;
  readonly #ask: { map: AskMap; stop(): void } | undefined;
  readonly #figure: MapFigure;
  readonly #method = labelledList(t('Method'));
  readonly #words: HTMLElement;
  readonly #waiting = new Waiting(() => this.#ask?.stop());
  readonly #limits = element('p', { className: 'note' });
  /** Maps that came, by method and pieces. */
  readonly #maps = new Map<string, ShownMap>();
  #chosen: Word | undefined;

  constructor(explanation: Explanation, boxes: readonly AnsweredBox[], ask: { map: AskMap; stop(): void } | undefined) {
    this.#explanation = explanation;
    this.#ask = ask;
    const pictures = explanation.pictures.map((picture) => ({ ...picture, pixels: pictureCanvas(picture) }));
    this.#figure = new MapFigure(pictures, boxes);
    const { control } = this.#method;
    offerRows(
      control,
      mapMethods.map((method) => ({ value: method, text: methodNames[method]() })),
    );
    control.addEventListener('change', () => this.#choose(this.#chosen));
    this.#words = element('div', {
      className: 'pieces',
      attributes: { role: 'group', 'aria-label': t('Words of the answer') },
    });
    this.#words.append(...wordsOf(explanation.pieces).map((word) => this.#wordButton(word)));
    if (explanation.patches.length > 0) this.element.append(this.#method.element);
    this.element.append(this.#words, this.#waiting.element, this.#figure.element, this.#limits);
    this.#limits.textContent = methodLimits[this.#wanted]();
  }

  /** A map has come; it is shown where it is still wanted. */
  take(map: ShownMap, pieces: Pieces): void {
    this.#maps.set(keyOf(map.method, pieces), map);
    this.#choose(this.#chosen);
  }

  /** Why a map that was asked for is not there. Its word asks for it again. */
  say(sentence: string): void {
    this.#end(() => this.#waiting.say(sentence));
  }

  /** To the first thing that can be chosen. */
  focus(): void {
    this.element.querySelector<HTMLElement>('select, button')?.focus();
  }

  /** How far a map is, and a way to do without it. */
  progress(sentence: string): void {
    if (this.#chosen && this.#maps.has(keyOf(this.#wanted, piecesOf(this.#chosen)))) return;
    this.#waiting.show(sentence);
  }

  get #wanted(): MapMethod {
    return mapMethods.find((method) => method === this.#method.control.value) ?? 'similarity';
  }

  #choose(word: Word | undefined): void {
    this.#chosen = word;
    const method = this.#wanted;
    this.#limits.textContent = methodLimits[method]();
    this.#end(() => this.#waiting.clear());
    if (!word) return;
    const map = this.#mapOf(method, word);
    if (map) this.#figure.show(word.text, map);
    else this.#request(method, word);
  }

  #mapOf(method: MapMethod, word: Word): ShownMap | undefined {
    return method === 'similarity' || this.#explanation.patches.length === 0
      ? similarityOf(this.#explanation, word.pieces)
      : this.#maps.get(keyOf(method, piecesOf(word)));
  }

  #request(method: MapMethod, word: Word): void {
    this.#figure.clear();
    this.#waiting.show(t('Going through the layers …'));
    this.#ask?.map(method, piecesOf(word));
  }

  /** Whoever stands where it could be stopped goes back to the word. */
  #end(end: () => void): void {
    const { hasFocus } = this.#waiting;
    end();
    if (hasFocus) this.#words.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }

  #wordButton(word: Word): HTMLElement {
    const text = word.text.trim() || '␣';
    const likely = probabilityText(word.probability);
    const made = element('button', { text, attributes: { type: 'button', 'aria-pressed': 'false' } });
    made.title = likely === undefined ? t('How likely it was is not known.') : t('Probability {0}', likely);
    if (likely !== undefined) made.append(' ', element('small', { text: likely }));
    made.className = classOf(word.probability);
    made.addEventListener('click', () => {
      for (const other of this.#words.children) other.setAttribute('aria-pressed', String(other === made));
      this.#choose(word);
    });
    return made;
  }
}

/** A word's pieces lie side by side. */
function piecesOf({ pieces }: Word): Pieces {
  return { first: pieces[0] ?? 0, count: pieces.length };
}

function keyOf(method: MapMethod, { first, count }: Pieces): string {
  return `${method} ${first} ${count}`;
}

function probabilityText(probability: number): string | undefined {
  if (!(probability >= 0 && probability <= 1)) return undefined;
  return `${numberText(probability * 100, probability < 0.1 ? 1 : 0)} %`;
}

function classOf(probability: number): string {
  if (probability < 0.1) return 'piece unlikely';
  return probability < 0.5 ? 'piece doubtful' : 'piece';
}
