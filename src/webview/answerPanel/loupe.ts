import { element } from '../shared/element.ts';

/** A round glass over a picture that shows what lies under it larger. */
export interface Loupe {
  /** Lies over the frame, not in it, so that its edge shows at the picture's edge. */
  readonly element: HTMLElement;
  readonly isOn: boolean;
  turn(isOn: boolean): void;
}

/** A loupe over the picture in a frame, moved by the pointer, or by arrow keys while the frame has the focus. */
export function createLoupe(frame: HTMLElement, picture: HTMLImageElement): Loupe {
  // By its tag.
  const enlarged = element('img', { attributes: { alt: '' } }) as HTMLImageElement;
  const glass = element('div', { className: 'loupe', attributes: { 'aria-hidden': 'true' } }, enlarged);
  glass.hidden = true;
  let at = { x: 0.5, y: 0.5 };

  const show = (): void => {
    const [shown, around] = [picture.getBoundingClientRect(), frame.parentElement?.getBoundingClientRect()];
    if (glass.hidden || !around) return;
    const [width, height] = [shown.width * magnification, shown.height * magnification];
    Object.assign(enlarged.style, { width: `${width}px`, height: `${height}px` });
    enlarged.style.transform = `translate(${radius - at.x * width}px, ${radius - at.y * height}px)`;
    const [x, y] = [shown.left + at.x * shown.width - around.left, shown.top + at.y * shown.height - around.top];
    glass.style.transform = `translate(${x - radius}px, ${y - radius}px)`;
    // Dots are shown as dots where there are more of them than the picture has.
    enlarged.classList.toggle('dots', width > picture.naturalWidth * 2);
  };
  const move = (x: number, y: number): void => {
    at = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
    show();
  };
  frame.addEventListener('pointermove', ({ clientX, clientY }) => {
    const { left, top, width, height } = picture.getBoundingClientRect();
    if (!glass.hidden) move((clientX - left) / width, (clientY - top) / height);
  });
  const moveByKey = (event: KeyboardEvent): void => {
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (glass.hidden || !step) return;
    // Without the loupe they move the picture.
    event.stopImmediatePropagation();
    event.preventDefault();
    move(at.x + step[0], at.y + step[1]);
  };
  frame.addEventListener('keydown', moveByKey, { capture: true });
  return {
    element: glass,
    get isOn() {
      return !glass.hidden;
    },
    turn: (isOn) => {
      glass.hidden = !isOn;
      enlarged.src = picture.src;
      frame.classList.toggle('under-loupe', isOn);
      show();
    },
  };
}

const magnification = 3;
/** Half of the width that the style sheet gives it. */
const radius = 80;

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-0.02, 0],
  ArrowRight: [0.02, 0],
  ArrowUp: [0, -0.02],
  ArrowDown: [0, 0.02],
};
