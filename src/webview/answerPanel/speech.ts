import { element } from '../shared/element.ts';

/** Says things aloud for those who listen to the page. */
export interface Speech {
  readonly element: HTMLElement;
  say(text: string): void;
  /** Follows words as they come: whole sentences, now and then; the rest when they have ended. */
  follow(text: string, isEnded: boolean): void;
}

/** A region that is read aloud. `now` tells the time in milliseconds. */
export function createSpeech(now: () => number): Speech {
  const region = element('div', { className: 'spoken', attributes: { 'aria-live': 'polite', role: 'status' } });
  let saidLength = 0;
  let saidAt = 0;
  const say = (text: string): void => {
    // The same words again are heard only where the region has changed.
    region.replaceChildren(element('p', { text }));
  };
  const follow = (text: string, isEnded: boolean): void => {
    if (text.length < saidLength) saidLength = 0;
    if (!isEnded && now() - saidAt < pauseMs) return;
    const length = isEnded ? text.length : wholeSentences(text, saidLength);
    const next = text.slice(saidLength, length).trim();
    saidLength = isEnded ? 0 : length;
    if (next === '') return;
    saidAt = now();
    say(next);
  };
  return { element: region, say, follow };
}

/** Often enough to follow, seldom enough to listen to. */
const pauseMs = 3000;

/** Where the last sentence ends that is whole; `from` where there is none after it. */
export function wholeSentences(text: string, from: number): number {
  let end = from;
  for (const { index, 0: found } of text.slice(from).matchAll(/[.!?…]["”)]?(?=\s)|[。！？]|\n+/g))
    end = from + index + found.length;
  return end;
}
