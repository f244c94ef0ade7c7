import { imageSize } from 'image-size';

/** What is known of a picture without looking at it. */
export interface PictureFacts {
  sizeBytes: number;
  /** Pixels as shown, and the format in capitals; absent where the header cannot be read. */
  pixels?: { width: number; height: number; format: string };
  /** Where it is a page of a document. */
  page?: { number: number; of: number };
}

/** Reads the header of an encoded picture. Bytes that are no picture have only a size. */
export function readPictureFacts(bytes: Uint8Array): PictureFacts {
  const sizeBytes = bytes.length;
  try {
    const { width, height, type = '', orientation = 1 } = imageSize(bytes);
    // Orientations from 5 on lie on their side.
    const [shownWidth, shownHeight] = orientation >= 5 ? [height, width] : [width, height];
    return { sizeBytes, pixels: { width: shownWidth, height: shownHeight, format: type.toUpperCase() } };
  } catch (error) {
    if (error instanceof Error) return { sizeBytes };
    throw error;
  }
}
