// P points · 3: x and y in pixels, and nearness · W, H pixels across and down

/** Points to be laid into a picture as squares of one side. */
export interface Squares {
  readonly seen_P3: Float32Array;
  /** By point its colour, red in the lowest byte, opaque. 0 for points that are left out. */
  readonly colours_P: Uint32Array;
  /** In pixels of the picture. */
  readonly side: number;
  /** Whether near points hide far ones; else later ones hide earlier ones. */
  readonly hasDepth: boolean;
}

/**
 * Lays points as squares into the pixels of a picture, which are cleared first. Asking the canvas for a square a point
 * takes some microseconds each, and a hundred thousand of them are most of a second; their pixels are few.
 */
export class PointRaster {
  #pixels = new Uint32Array(0);
  #depths = new Float32Array(0);
  #image: ImageData | undefined;

  /** The picture, in pixels of the screen; it is valid until the next one. */
  draw(squares: Squares, width: number, height: number): ImageData {
    const image = this.#fit(width, height);
    this.#pixels.fill(0);
    this.#depths.fill(-Infinity);
    layOut(squares, { pixels: this.#pixels, depths: this.#depths, width, height });
    return image;
  }

  #fit(width: number, height: number): ImageData {
    if (this.#image?.width === width && this.#image.height === height) return this.#image;
    this.#image = new ImageData(width, height);
    // Browsers run on machines whose lowest byte comes first, as it does in a picture.
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    this.#depths = new Float32Array(width * height);
    return this.#image;
  }
}

/** A picture that is being drawn. */
export interface Grid {
  readonly pixels: Uint32Array;
  /** How near the point is that has a pixel. */
  readonly depths: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Fills the squares' pixels. What lies outside of the picture, or nowhere, is left out. */
export function layOut(squares: Squares, grid: Grid): void {
  for (let point = 0; point < squares.colours_P.length; point++)
    if (squares.colours_P[point] !== 0) fillSquare(squares, grid, point);
}

/** Makes no object: of a hundred thousand points, in a page that has just begun, they would take longer than the pixels. */
function fillSquare({ seen_P3, colours_P, side, hasDepth }: Squares, grid: Grid, point: number): void {
  const { pixels, depths, width, height } = grid;
  const whole = Math.max(1, Math.round(side));
  const left = Math.round(seen_P3[point * 3]! - whole / 2);
  const top = Math.round(seen_P3[point * 3 + 1]! - whole / 2);
  // Not a number is neither.
  if (!(left > -whole && left < width && top > -whole && top < height)) return;
  const near = hasDepth ? seen_P3[point * 3 + 2]! : 0;
  const colour = colours_P[point]!;
  const first = Math.max(0, left);
  const past = Math.min(width, left + whole);
  for (let y = Math.max(0, top); y < Math.min(height, top + whole); y++)
    for (let at = y * width + first; at < y * width + past; at++)
      if (near >= depths[at]!) {
        depths[at] = near;
        pixels[at] = colour;
      }
}
