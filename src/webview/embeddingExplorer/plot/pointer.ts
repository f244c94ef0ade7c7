import type { Pixel } from './picking.ts';

/** What a pointer does over the plot. */
export interface PointerEvents {
  /** Whether dragging draws an outline; with Shift held it does in any case. */
  isLasso(): boolean;
  onDrag(by: { dx: number; dy: number }): void;
  onZoom(factor: number, at: Pixel): void;
  onOutline(outline: Pixel[]): void;
  onOutlined(outline: Pixel[], adds: boolean): void;
  /** Undefined when the pointer has left. */
  onMove(at: Pixel | undefined): void;
  onClick(at: Pixel, adds: boolean): void;
}

/** Turns what mouse, pen and fingers do on an element into what is meant by it. */
export function listenToPointer(target: HTMLElement, events: PointerEvents): void {
  let drag: { last: Pixel; outline: Pixel[] | undefined; moved: number } | undefined;
  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    target.setPointerCapture(event.pointerId);
    const at = pixelOf(target, event);
    drag = { last: at, outline: events.isLasso() || event.shiftKey ? [at] : undefined, moved: 0 };
  });
  target.addEventListener('pointermove', (event) => {
    const at = pixelOf(target, event);
    if (!drag) {
      events.onMove(at);
      return;
    }
    const by = { dx: at.x - drag.last.x, dy: at.y - drag.last.y };
    drag.moved += Math.abs(by.dx) + Math.abs(by.dy);
    drag.last = at;
    if (drag.outline) events.onOutline((drag.outline = [...drag.outline, at]));
    else if (drag.moved > clickReach) events.onDrag(by);
  });
  target.addEventListener('pointerup', (event) => {
    const adds = event.ctrlKey || event.metaKey;
    if (drag && drag.moved <= clickReach) events.onClick(drag.last, adds || event.shiftKey);
    else if (drag?.outline) events.onOutlined(drag.outline, adds);
    if (drag?.outline) events.onOutline([]);
    drag = undefined;
  });
  target.addEventListener('pointercancel', () => (drag = undefined));
  target.addEventListener('pointerleave', () => events.onMove(undefined));
  listenToWheel(target, events);
}

/** Pixels that a hand moves when it means to click. */
const clickReach = 4;

function listenToWheel(target: HTMLElement, events: PointerEvents): void {
  const zoom = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 20 : event.deltaY;
    events.onZoom(Math.exp(-pixels * 0.002), pixelOf(target, event));
  };
  target.addEventListener('wheel', zoom, { passive: false });
}

function pixelOf(target: HTMLElement, { clientX, clientY }: MouseEvent): Pixel {
  const { left, top } = target.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
