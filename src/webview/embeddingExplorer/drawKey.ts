import { keyFont, rampSize, signRadius, type KeyPiece, type KeyPlan } from './keyPlan.ts';
import { rgbText } from './space/colours.ts';

/** Draws a key on a canvas, from where the context is. */
export function drawKey(
  context: CanvasRenderingContext2D,
  { pieces }: KeyPlan,
  { text, fontFamily }: { text: string; fontFamily: string },
): void {
  context.font = `${keyFont.sizePx}px ${fontFamily}`;
  for (const piece of pieces) {
    context.fillStyle = fillOf(context, piece, text);
    context.beginPath();
    trace(context, piece);
    context.fill();
  }
}

function fillOf(context: CanvasRenderingContext2D, piece: KeyPiece, text: string): string | CanvasGradient {
  if (piece.shape === 'text') return text;
  if (piece.shape !== 'ramp') return rgbText(piece.colour);
  const gradient = context.createLinearGradient(piece.x, 0, piece.x + rampSize.width, 0);
  piece.colours.forEach((colour, i) => gradient.addColorStop(i / (piece.colours.length - 1), rgbText(colour)));
  return gradient;
}

function trace(context: CanvasRenderingContext2D, piece: KeyPiece): void {
  const { x, y } = piece;
  if (piece.shape === 'text') context.fillText(piece.text, x, y);
  if (piece.shape === 'ramp') context.rect(x, y, rampSize.width, rampSize.height);
  if (piece.shape === 'disc') context.arc(x, y, signRadius, 0, 2 * Math.PI);
  if (piece.shape !== 'diamond') return;
  context.moveTo(x, y - signRadius);
  for (const [dx, dy] of [
    [signRadius, 0],
    [0, signRadius],
    [-signRadius, 0],
  ] as const)
    context.lineTo(x + dx, y + dy);
}
