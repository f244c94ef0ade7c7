// P points · 3 axes, or red, green and blue

import { project } from './camera.ts';
import { PointRaster } from './pointRaster.ts';
import { wayGone } from './wayGone.ts';
import { fitCanvas, marks, type Frame, type Surface } from './surface.ts';

/** Points drawn without a graphics card. Undefined where a canvas cannot be drawn on at all. */
export function createCanvasSurface(canvas: HTMLCanvasElement): Surface | undefined {
  const context = canvas.getContext('2d');
  return context ? new CanvasSurface(canvas, context) : undefined;
}

/** Patches are laid out as pixels, all at once; words and marked points, which are few, are drawn one by one over them. */
class CanvasSurface implements Surface {
  readonly canvas: HTMLCanvasElement;
  readonly isAccelerated = false;
  readonly #context: CanvasRenderingContext2D;
  readonly #raster = new PointRaster();
  #from_P3 = new Float32Array(0);
  #to_P3 = new Float32Array(0);
  #colours_P3 = new Uint8Array(0);
  #marks_P = new Uint8Array(0);
  /** Made of colours and marks when they are needed. */
  #sorted: Sorted | undefined;

  constructor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
    this.canvas = canvas;
    this.#context = context;
  }

  setPositions(from_P3: Float32Array, to_P3: Float32Array): void {
    this.#from_P3 = from_P3.slice();
    this.#to_P3 = to_P3.slice();
  }

  setColours(colours_P3: Uint8Array): void {
    this.#colours_P3 = colours_P3.slice();
    this.#sorted = undefined;
  }

  setMarks(marks_P: Uint8Array): void {
    this.#marks_P = marks_P.slice();
    this.#sorted = undefined;
  }

  draw(frame: Frame): void {
    const { size, pixelRatio, camera, progress } = frame;
    fitCanvas(this.canvas, size, pixelRatio);
    this.#context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    const seen_P3 = project(wayGone(this.#from_P3, this.#to_P3, progress), camera, size);
    const sorted = (this.#sorted ??= sort(this.#colours_P3, this.#marks_P));
    this.#drawPatches(seen_P3, sorted, frame);
    for (const point of drawingOrder(seen_P3, sorted.single, this.#marks_P)) this.#drawPoint(point, seen_P3, frame);
  }

  close(): void {
    this.#sorted = undefined;
  }

  /** In place of all that was there. */
  #drawPatches(seen_P3: Float32Array, { colours_P }: Sorted, frame: Frame): void {
    const { width, height } = this.canvas;
    const { pixelRatio, pointSize, camera } = frame;
    const at_P3 = pixelRatio === 1 ? seen_P3 : seen_P3.map((value) => value * pixelRatio);
    const side = pointSize * pixelRatio;
    const image = this.#raster.draw({ seen_P3: at_P3, colours_P, side, hasDepth: !camera.isFlat }, width, height);
    this.#context.putImageData(image, 0, 0);
  }

  #drawPoint(point: number, seen_P3: Float32Array, { pointSize, outline }: Frame): void {
    const context = this.#context;
    const mark = this.#marks_P[point] ?? 0;
    const isMarked = (mark & (marks.isSelected | marks.isCurrent)) !== 0;
    const radius = (pointSize / 2) * ((mark & marks.isCurrent) !== 0 ? 1.8 : isMarked ? 1.35 : 1);
    const [x, y] = [seen_P3[point * 3]!, seen_P3[point * 3 + 1]!];
    const [red = 128, green = 128, blue = 128] = this.#colours_P3.subarray(point * 3, point * 3 + 3);
    context.globalAlpha = (mark & marks.isAside) !== 0 ? opacity.aside : opacity.usual;
    context.fillStyle = rgbText(red, green, blue);
    context.beginPath();
    if ((mark & marks.isWord) !== 0) diamond(context, { x, y, radius: radius * 1.6 });
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = rgbText(...outline);
    context.lineWidth = 1.5;
    if (isMarked) context.stroke();
  }
}

const opacity = { usual: 0.92, aside: 0.38 };

/** Which points are laid out together, and which are drawn one by one. */
interface Sorted {
  /** As the raster takes them. */
  readonly colours_P: Uint32Array;
  readonly single: readonly number[];
}

function sort(colours_P3: Uint8Array, marks_P: Uint8Array): Sorted {
  const colours_P = new Uint32Array(marks_P.length);
  const single: number[] = [];
  for (let point = 0, i = 0; point < marks_P.length; point++, i += 3) {
    const mark = marks_P[point]!;
    if ((mark & ~marks.isAside) !== 0) single.push(point);
    else {
      const alpha = Math.round(255 * (mark === marks.isAside ? opacity.aside : opacity.usual));
      colours_P[point] =
        colours_P3[i]! + colours_P3[i + 1]! * 0x1_00 + colours_P3[i + 2]! * 0x1_00_00 + alpha * 0x1_00_00_00;
    }
  }
  return { colours_P, single };
}

/** Marked points last, and of one kind the far ones first. */
function drawingOrder(seen_P3: Float32Array, points: readonly number[], marks_P: Uint8Array): number[] {
  const rank = (point: number): number => marks_P[point]! & ~marks.isAside;
  return points
    .filter((point) => Number.isFinite(seen_P3[point * 3]))
    .sort((a, b) => rank(a) - rank(b) || seen_P3[a * 3 + 2]! - seen_P3[b * 3 + 2]!);
}

function diamond(context: CanvasRenderingContext2D, { x, y, radius }: { x: number; y: number; radius: number }): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}

const rgbText = (red: number, green: number, blue: number): string => `rgb(${red} ${green} ${blue})`;
