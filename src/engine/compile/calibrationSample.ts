// I tiles · S pixels along a tile's side

import type { TileConfig } from '../model/config.ts';

/** Text that a compiled model's rounding is fitted to: what people ask and models answer, in several languages, and code. */
export const calibrationText = [
  'Describe the picture in one sentence. The chart shows sales by quarter: the first bar is the lowest, at 12 thousand, and the last is the highest, at 48 thousand.',
  'What is written on the button? "Save changes". Is there a red circle to the left of the blue square? No, it is above it.',
  '这张图片里有什么？图中有一个蓝色的圆形和两个红色的正方形。右下角写着“完成”。',
  'export function area(width: number, height: number): number {\n  return width * height; // in pixels\n}\n',
  'Ein Diagramm mit drei Kästen: „Start“, „Prüfen“ und „Ende“. Un chat dort sur le rebord de la fenêtre, et il pleut.',
  'def mean(values):\n    total = sum(values)\n    return total / len(values)\n\nprint(mean([1, 2, 3.5]))  # 2.1666',
].join('\n');

/**
 * Made-up tiles [I, 3, S, S], normalised: smooth colour, hard edges, stripes as fine as print, and noise. What patches
 * look like matters here, not what they show.
 */
export function calibrationPixels({ size: S, channels }: TileConfig, tiles: number): Float32Array {
  const pixels = new Float32Array(tiles * channels * S * S);
  let state = 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [x, y, channel] = [i % S, Math.floor(i / S) % S, Math.floor(i / (S * S))];
    const kind = (Math.floor((4 * x) / S) + 2 * Math.floor((4 * y) / S) + channel) % 4;
    pixels[i] = shade(kind, x / S, y / S) + (0.1 * state) / 2 ** 32;
  }
  return pixels;
}

/** From about −2, black, to about 2, white. */
function shade(kind: number, x: number, y: number): number {
  if (kind === 0) return 4 * x * y - 2;
  if (kind === 1) return Math.sin(400 * x) > 0.4 * Math.sin(90 * y) ? 2 : -1.8;
  return kind === 2 ? (Math.hypot(x - 0.6, y - 0.4) < 0.2 ? -1.5 : 2.1) : 2 * Math.sin(9 * x + 5 * y);
}

/**
 * Token ids drawn as words stand in text: the vocabulary lists common pieces first, and the r-th most common one stands
 * there in proportion to 1 / (r + 30) (Zipf and Mandelbrot's law).
 */
export function drawnIds(count: number, vocabularySize: number): number[] {
  let state = 7;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const rank = 30 * ((vocabularySize + 30) / 30) ** (state / 2 ** 32) - 30;
    return Math.min(Math.floor(rank), vocabularySize - 1);
  });
}
