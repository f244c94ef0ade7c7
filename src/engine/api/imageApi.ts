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

/** A picture as the model saw it, small enough to be shown. */
export interface PictureView extends ImageSummary {
  /** The size of `rgb`, whose shape is the picture's own. */
  shownWidth: number;
  shownHeight: number;
  /** Red, green and blue of each pixel, row by row. */
  rgb: Uint8Array;
}
