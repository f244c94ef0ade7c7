import { element } from './element.ts';
import { movedBy, unzoomed, zoomedAt, type At, type Zoom } from './zoom.ts';

/** A frame in which a picture can be enlarged and moved, by wheel, double click, dragging and keys, which its label tells. */
export function zoomable(picture: HTMLElement, label: string): HTMLElement {
  const level = element('span', { className: 'zoom-level', attributes: { role: 'status' } });
  const frame = element(
    'div',
    { className: 'zoom', attributes: { tabindex: '0', role: 'group', 'aria-label': label } },
    picture,
    level,
  );
  let zoom = unzoomed;
  const show = (next: Zoom): void => {
    zoom = next;
    picture.style.transform = `translate(${zoom.x * 100}%, ${zoom.y * 100}%) scale(${zoom.scale})`;
    level.textContent = zoom.scale === 1 ? '' : `${Math.round(zoom.scale * 100)} %`;
    frame.classList.toggle('enlarged', zoom.scale > 1);
  };
  frame.addEventListener('keydown', (event) => {
    const act = Object.hasOwn(keys, event.key) && !event.ctrlKey && !event.metaKey ? keys[event.key] : undefined;
    if (!act) return;
    event.preventDefault();
    show(act(zoom));
  });
  frame.addEventListener('dblclick', (event) =>
    show(zoom.scale > 1 ? unzoomed : zoomedAt(zoom, 3, placeIn(frame, event))),
  );
  const zoomByWheel = (event: WheelEvent): void => {
    // A wheel scrolls the page, unless it is meant for the picture.
    if (!event.ctrlKey && zoom.scale === 1) return;
    event.preventDefault();
    show(zoomedAt(zoom, Math.exp(-event.deltaY * 0.002), placeIn(frame, event)));
  };
  frame.addEventListener('wheel', zoomByWheel, { passive: false });
  listenToDragging(frame, (dx, dy) => show(movedBy(zoom, dx, dy)));
  return frame;
}

const middle: At = { x: 0.5, y: 0.5 };
const step = 0.1;

const keys: Readonly<Record<string, (zoom: Zoom) => Zoom>> = {
  '+': (zoom) => zoomedAt(zoom, 1.5, middle),
  '=': (zoom) => zoomedAt(zoom, 1.5, middle),
  '-': (zoom) => zoomedAt(zoom, 1 / 1.5, middle),
  '0': () => unzoomed,
  ArrowLeft: (zoom) => movedBy(zoom, step, 0),
  ArrowRight: (zoom) => movedBy(zoom, -step, 0),
  ArrowUp: (zoom) => movedBy(zoom, 0, step),
  ArrowDown: (zoom) => movedBy(zoom, 0, -step),
};

function placeIn(frame: HTMLElement, { clientX, clientY }: MouseEvent): At {
  const { left, top, width, height } = frame.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}

function listenToDragging(frame: HTMLElement, onDrag: (dx: number, dy: number) => void): void {
  let last: At | undefined;
  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    frame.setPointerCapture(event.pointerId);
    last = placeIn(frame, event);
    // An image would be dragged as a file.
    event.preventDefault();
    frame.focus();
  });
  frame.addEventListener('pointermove', (event) => {
    if (!last) return;
    const at = placeIn(frame, event);
    onDrag(at.x - last.x, at.y - last.y);
    last = at;
  });
  for (const end of ['pointerup', 'pointercancel']) frame.addEventListener(end, () => (last = undefined));
}
