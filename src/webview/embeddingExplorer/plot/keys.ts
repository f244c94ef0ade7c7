import type { Direction } from './picking.ts';
import type { PlotView } from './plotView.ts';

/** What keys mean beside moving the view. */
export interface KeyEvents {
  pick(point: number | undefined, adds: boolean): void;
  toggle(): void;
  clear(): void;
}

/** Everything that a pointer does in the plot, by keys. */
export function listenToKeys(plot: PlotView, events: KeyEvents): void {
  plot.element.addEventListener('keydown', (event) => {
    const arrow = arrows[event.key];
    if (event.ctrlKey || event.metaKey) return;
    if (arrow && event.altKey) plot.move(arrow.by);
    else if (arrow) pickTowards(plot, events, arrow.direction, event.shiftKey);
    else if (Object.hasOwn(others, event.key)) others[event.key]?.(plot, events);
    else return;
    event.preventDefault();
  });
}

function pickTowards(plot: PlotView, events: KeyEvents, direction: Direction, adds: boolean): void {
  const point = plot.towards(direction);
  if (point !== undefined) events.pick(point, adds);
}

const step = 30;

const arrows: Readonly<Record<string, { direction: Direction; by: { dx: number; dy: number } }>> = {
  ArrowLeft: { direction: 'left', by: { dx: step, dy: 0 } },
  ArrowRight: { direction: 'right', by: { dx: -step, dy: 0 } },
  ArrowUp: { direction: 'up', by: { dx: 0, dy: step } },
  ArrowDown: { direction: 'down', by: { dx: 0, dy: -step } },
};

const others: Readonly<Record<string, (plot: PlotView, events: KeyEvents) => void>> = {
  '+': (plot) => plot.move(1.25),
  '=': (plot) => plot.move(1.25),
  '-': (plot) => plot.move(0.8),
  '0': (plot) => plot.reset(),
  ' ': (_plot, events) => events.toggle(),
  Escape: (_plot, events) => events.clear(),
};
