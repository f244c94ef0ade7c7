/** A picture, as a file or as its encoded bytes. `page` is that of a PDF document, from 1; 1 where it is absent. */
export type ImageSource = { path: string; page?: number } | { bytes: Uint8Array; name: string; page?: number };

export interface PageRequest {
  document: ImageSource;
  /** Most pixels of the longer side; by default as many as a model is given. */
  longestSide?: number;
}

export interface PageView {
  page: number;
  /** How many the document has. */
  pages: number;
  width: number;
  height: number;
  /** The page as a PNG file. */
  png: Uint8Array;
}

export interface ImageSummary {
  path: string;
  /** Pixels, after orientation. */
  width: number;
  height: number;
  /** Columns and rows. */
  grid: [columns: number, rows: number];
  /** Tiles fed to the model, thumbnail included. */
  tiles: number;
}

/** Two pictures: one as it was and as it is, or simply two. */
export interface CompareRequest {
  before: ImageSource;
  after: ImageSource;
}

/** What sets two pictures apart, as any viewer shows them: upright, over white. */
export interface ImageDifference {
  before: ImageSize;
  after: ImageSize;
  /** Absent where the sizes differ: no pixel has a counterpart then. */
  pixels?: PixelDifference;
  /** Whether a file has more frames than the first, which alone is looked at. */
  hasMoreFrames: boolean;
}

/** In pixels. */
export interface ImageSize {
  width: number;
  height: number;
}

export interface PixelDifference {
  /** Pixels in which red, green or blue differs by more than the tolerance, … */
  count: number;
  /** … and their share of all, in [0, 1]. */
  share: number;
  /** Of 255. Files that keep every pixel have none. */
  tolerance: number;
  /** The largest difference of a colour in any pixel, of 255. */
  largest: number;
  /** In how many places these pixels lie; what is close together is one. */
  places: number;
  /** The largest places, largest first. None overlap. */
  boxes: PixelBox[];
}

/** A part of a picture in pixels, from its top left corner. */
export interface PixelBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A picture as the model saw it, small enough to be shown. */
export interface PictureView extends ImageSummary {
  /** The size of `rgb`, whose shape is the picture's own. */
  shownWidth: number;
  shownHeight: number;
  /** Red, green and blue of each pixel, row by row. */
  rgb: Uint8Array;
}
