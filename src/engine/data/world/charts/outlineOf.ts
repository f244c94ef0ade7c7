import type { ChartStyle } from './chartStyle.ts';

/** A line around marks as SVG attributes, where the style has one. */
export function outlineOf({ furniture }: ChartStyle): string {
  const outline = furniture?.outline;
  return outline ? ` stroke="${outline.colour}" stroke-width="${outline.width.toFixed(2)}"` : '';
}
