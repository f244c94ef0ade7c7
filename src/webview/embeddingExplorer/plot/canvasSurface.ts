// P points · 3 axes, or red, green and blue

import { project } from './camera.ts';
import { wayGone } from './wayGone.ts';
import { fitCanvas, marks, type Frame, type Surface } from './surface.ts';

/** Points drawn without a graphics card. Undefined where a canvas cannot be drawn on at all. */
export function createCanvasSurface(canvas: HTMLCanvasElement): Surface | undefined {
  const context = canvas.getContext('2d');
  return context ? new CanvasSurface(canvas, context) : undefined;
}

class CanvasSurface implements Surface {
  readonly canvas: HTMLCanvasElement;
  readonly isAccelerated = false;
  readonly #context: CanvasRenderingContext2D;
  #from_P3 = new Float32Array(0);
  #to_P3 = new Float32Array(0);
  #fills: string[] = [];
  #marks_P = new Uint8Array(0);

  constructor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
    this.canvas = canvas;
    this.#context = context;
  }

  setPositions(from_P3: Float32Array, to_P3: Float32Array): void {
    this.#from_P3 = from_P3.slice();
    this.#to_P3 = to_P3.slice();
  }

  setColours(colours_P3: Uint8Array): void {
    // Most points share their colour with others, and a text is slower to make than to find.
    const texts = new Map<number, string>();
    this.#fills = Array.from({ length: colours_P3.length / 3 }, (_, point) => {
      const [red, green, blue] = [colours_P3[point * 3]!, colours_P3[point * 3 + 1]!, colours_P3[point * 3 + 2]!];
      const key = (red << 16) | (green << 8) | blue;
      const text = texts.get(key) ?? rgbText(red, green, blue);
      texts.set(key, text);
      return text;
    });
  }

  setMarks(marks_P: Uint8Array): void {
    this.#marks_P = marks_P.slice();
  }

  draw(frame: Frame): void {
    const { size, pixelRatio, camera, progress } = frame;
    fitCanvas(this.canvas, size, pixelRatio);
    this.#context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    this.#context.clearRect(0, 0, size.width, size.height);
    const seen_P3 = project(wayGone(this.#from_P3, this.#to_P3, progress), camera, size);
    for (const point of drawingOrder(seen_P3, this.#marks_P, camera.isFlat)) this.#drawPoint(point, seen_P3, frame);
  }

  close(): void {
    this.#fills = [];
  }

  #drawPoint(point: number, seen_P3: Float32Array, { pointSize, outline }: Frame): void {
    const context = this.#context;
    const mark = this.#marks_P[point] ?? 0;
    const isMarked = (mark & (marks.isSelected | marks.isCurrent)) !== 0;
    const radius = (pointSize / 2) * ((mark & marks.isCurrent) !== 0 ? 1.8 : isMarked ? 1.35 : 1);
    const [x, y] = [seen_P3[point * 3]!, seen_P3[point * 3 + 1]!];
    context.globalAlpha = (mark & marks.isAside) !== 0 ? 0.38 : 0.92;
    context.fillStyle = this.#fills[point] ?? 'gray';
    if (!isMarked && (mark & marks.isWord) === 0) {
      // A thousand squares are drawn in the time of a hundred discs, and points are this small.
      context.fillRect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
      return;
    }
    context.beginPath();
    if ((mark & marks.isWord) !== 0) diamond(context, { x, y, radius: radius * 1.6 });
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = rgbText(...outline);
    context.lineWidth = 1.5;
    if (isMarked) context.stroke();
  }
}

/** Far points first, marked ones last. In the plane most have one height, and are not sorted. */
function drawingOrder(seen_P3: Float32Array, marks_P: Uint8Array, isFlat: boolean): number[] {
  const byMark: number[][] = Array.from({ length: 8 }, () => []);
  for (const [point, mark] of marks_P.entries()) if (Number.isFinite(seen_P3[point * 3])) byMark[mark & 7]?.push(point);
  if (!isFlat) for (const points of byMark) points.sort((a, b) => seen_P3[a * 3 + 2]! - seen_P3[b * 3 + 2]!);
  return byMark.flat();
}

function diamond(context: CanvasRenderingContext2D, { x, y, radius }: { x: number; y: number; radius: number }): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}

const rgbText = (red: number, green: number, blue: number): string => `rgb(${red} ${green} ${blue})`;
