import type { Explanation } from '../../engine/api/mapApi.ts';
import { element } from '../shared/element.ts';
import { isJson } from '../protocol.ts';
import { t } from '../shared/localise.ts';
import { renderUntrusted } from '../shared/markdown.ts';
import type { AnswerFacts } from './answerFacts.ts';
import { answeredBoxes, type AnsweredBox } from '../../engine/api/answeredBoxes.ts';
import { namedPlaces } from './namedPlaces.ts';
import { Waiting } from './waiting.ts';
import { WordMaps, type AskMap } from './wordMaps.ts';
import type { ShownMap } from './wordMap.ts';

/** What an answer may ask the extension; nothing where no one answers. */
export interface AnswerQuestions {
  explain(): void;
  map: AskMap;
  stop(): void;
}

/** An answer in a notebook: its words, what made them, and on request what each rests on in the picture. */
export class AnswerView {
  readonly element = element('div', { className: 'hovle-answer' });
  readonly #more = element('div', { className: 'more' });
  readonly #boxes: readonly AnsweredBox[];
  readonly #places: HTMLElement | undefined;
  readonly #ask: AnswerQuestions | undefined;
  readonly #waiting = new Waiting(() => this.#ask?.stop());
  readonly #button = element('button', {
    className: 'ask',
    text: t('What does it rest on?'),
    attributes: { type: 'button' },
  });
  #maps: WordMaps | undefined;
  #isAsked = false;

  constructor(facts: AnswerFacts, ask: AnswerQuestions | undefined) {
    this.#boxes = answeredBoxes(facts.text);
    this.#places = namedPlaces(facts.picture, this.#boxes);
    this.#ask = ask;
    const words = element('div', { className: 'words' });
    words.innerHTML = renderUntrusted(facts.text.trim() === '' ? t('*(no words)*') : withJsonAsCode(facts.text));
    if (!facts.trained) this.element.append(element('p', { className: 'untrained', text: untrained() }));
    this.element.append(words);
    if (facts.end !== '') this.#line(facts.end);
    this.#line(facts.provenance);
    if (this.#places) this.element.append(this.#places);
    this.element.append(this.#more);
    if (ask && facts.hasPicture) this.#offer(ask);
  }

  /** Whether its reader wants to know more than its words. */
  get isAsked(): boolean {
    return this.#isAsked;
  }

  /** Why what was asked for is not there; it can be asked for again. What is there already stays. */
  say(sentence: string): void {
    if (this.#maps) this.#maps.say(sentence);
    else this.#offerAgain(sentence);
  }

  /** The words as buttons, and the pictures that they map. */
  show(explanation: Explanation): void {
    const { hasFocus } = this.#waiting;
    this.#maps = new WordMaps(explanation, this.#boxes, this.#ask);
    this.#more.replaceChildren(this.#maps.element);
    this.#places?.remove();
    if (hasFocus) this.#maps.focus();
  }

  /** A map that was asked for has come. */
  showMap(map: ShownMap, pieces: { first: number; count: number }): void {
    this.#maps?.take(map, pieces);
  }

  /** How far is what was asked for. */
  showProgress(sentence: string): void {
    if (this.#maps) this.#maps.progress(sentence);
    else if (this.#button.hidden) this.#waiting.show(sentence);
  }

  #line(text: string): void {
    this.element.append(element('p', { className: 'provenance', text }));
  }

  #offer(ask: AnswerQuestions): void {
    this.#button.addEventListener('click', () => {
      this.#isAsked = true;
      this.#button.hidden = true;
      this.#waiting.show(t('Comparing the words with the picture …'));
      this.#waiting.focus();
      ask.explain();
    });
    this.#more.replaceChildren(this.#waiting.element, this.#button);
  }

  #offerAgain(sentence: string): void {
    const { hasFocus } = this.#waiting;
    this.#waiting.say(sentence);
    this.#button.hidden = false;
    if (hasFocus) this.#button.focus();
  }
}

/** An answer that is data keeps its lines; as Markdown they would run together. */
function withJsonAsCode(text: string): string {
  return /^\s*[[{]/.test(text) && isJson(text) ? `\`\`\`json\n${text}\n\`\`\`` : text;
}

const untrained = () => t('⚠ Untrained model: these words come from random numbers and mean nothing.');
