// P points · 3: x and y in pixels, and nearness · W, H pixels across and down

/** Points to be laid into a picture as discs of one size. */
export interface Discs {
  readonly seen_P3: Float32Array;
  /** By point its colour, red in the lowest byte and opacity in the highest. 0 for points that are left out. */
  readonly colours_P: Uint32Array;
  /** Diameter, in pixels of the picture. */
  readonly side: number;
  /** Whether near points hide far ones; else later ones hide earlier ones. */
  readonly hasDepth: boolean;
}

/**
 * Lays points as discs into the pixels of a picture, which are cleared first. Asking the canvas for even a square takes
 * some microseconds, and a hundred thousand of them are most of a second; their pixels are few.
 */
export class PointRaster {
  #pixels = new Uint32Array(0);
  #depths = new Float32Array(0);
  #image: ImageData | undefined;

  /** The picture, in pixels of the screen; it is valid until the next one. */
  draw(discs: Discs, width: number, height: number): ImageData {
    const image = this.#fit(width, height);
    this.#pixels.fill(0);
    this.#depths.fill(-Infinity);
    layOut(discs, { pixels: this.#pixels, depths: this.#depths, width, height });
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

/** Fills the discs' pixels. What lies outside of the picture, or nowhere, is left out. */
export function layOut(discs: Discs, grid: Grid): void {
  const shaped = { ...grid, insets: insetsOf(Math.max(1, Math.round(discs.side))) };
  for (let point = 0; point < discs.colours_P.length; point++)
    if (discs.colours_P[point] !== 0) fillDisc(discs, shaped, point);
}

/** How far from its square each row of a disc begins, and ends. */
function insetsOf(side: number): Uint8Array {
  const radius = side / 2;
  return Uint8Array.from({ length: side }, (_, row) =>
    Math.round(radius - Math.sqrt(radius ** 2 - (row + 0.5 - radius) ** 2)),
  );
}

/** Makes no object: of a hundred thousand points, in a page that has just begun, they would take longer than the pixels. */
function fillDisc({ seen_P3, colours_P, hasDepth }: Discs, grid: ShapedGrid, point: number): void {
  const { pixels, depths, width, height, insets } = grid;
  const side = insets.length;
  const left = Math.round(seen_P3[point * 3]! - side / 2);
  const top = Math.round(seen_P3[point * 3 + 1]! - side / 2);
  // Not a number is neither.
  if (!(left > -side && left < width && top > -side && top < height)) return;
  const near = hasDepth ? seen_P3[point * 3 + 2]! : 0;
  const colour = colours_P[point]!;
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) {
    const inset = insets[y - top]!;
    const past = y * width + Math.min(width, left + side - inset);
    for (let at = y * width + Math.max(0, left + inset); at < past; at++)
      if (near >= depths[at]!) {
        depths[at] = near;
        pixels[at] = colour;
      }
  }
}

interface ShapedGrid extends Grid {
  readonly insets: Uint8Array;
}
