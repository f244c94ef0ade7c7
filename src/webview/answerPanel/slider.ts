import { iconButton } from '../shared/controls.ts';
import { element } from '../shared/element.ts';

/** A slider with a step back and forward, and what it stands at in words. */
export interface Slider {
  readonly element: HTMLElement;
  readonly value: number;
  set(range: { max: number; value: number; text: string }): void;
}

/** How a slider is named and what it does. */
export interface SliderOptions {
  label: string;
  previous: string;
  next: string;
  min: number;
  step: number;
  onMove: (value: number) => void;
}

export function createSlider({ label, previous, next, min, step, onMove }: SliderOptions): Slider {
  const attributes = { type: 'range', min: `${min}`, step: `${step}`, 'aria-label': label };
  // By its tag.
  const range = element('input', { attributes }) as HTMLInputElement;
  const text = element('span', { className: 'at' });
  const move = (by: number): void => {
    range.value = String(Number(range.value) + by);
    onMove(Number(range.value));
  };
  range.addEventListener('input', () => onMove(Number(range.value)));
  const back = iconButton('previous', previous, () => move(-step));
  const forward = iconButton('next', next, () => move(step));
  return {
    element: element('div', { className: 'slider' }, back, range, forward, text),
    get value() {
      return Number(range.value);
    },
    set: ({ max, value, text: words }) => {
      range.max = String(max);
      range.value = String(value);
      range.setAttribute('aria-valuetext', words);
      text.textContent = words;
    },
  };
}
