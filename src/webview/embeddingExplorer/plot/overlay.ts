import type { Label } from './labels.ts';
import type { Pixel } from './picking.ts';

/** Writes words over the points, in place of all that was there. */
export function drawLabels(canvas: HTMLCanvasElement, labels: readonly Label[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const style = getComputedStyle(canvas);
  context.font = fontOf(style);
  context.lineWidth = 3;
  context.lineJoin = 'round';
  // The ground shines around the letters, so that they can be read over points.
  context.strokeStyle = style.getPropertyValue('--vscode-editor-background') || 'transparent';
  context.fillStyle = style.color;
  for (const { text, x, y } of labels) {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/** How wide words are on this canvas. */
export function textMeasure(canvas: HTMLCanvasElement): (text: string) => number {
  const context = canvas.getContext('2d');
  if (context) context.font = fontOf(getComputedStyle(canvas));
  return (text) => context?.measureText(text).width ?? 0;
}

const fontOf = ({ fontSize, fontFamily }: CSSStyleDeclaration): string => `${fontSize} ${fontFamily}`;

/** Draws the line around what is about to be selected. */
export function drawOutline(canvas: HTMLCanvasElement, outline: readonly Pixel[]): void {
  const context = canvas.getContext('2d');
  if (!context || outline.length < 2) return;
  const colour = getComputedStyle(canvas).getPropertyValue('--vscode-focusBorder') || 'currentColor';
  context.beginPath();
  for (const { x, y } of outline) context.lineTo(x, y);
  context.closePath();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash([6, 4]);
  context.stroke();
  context.setLineDash([]);
}
