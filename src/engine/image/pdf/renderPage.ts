import sharp from 'sharp';
import type { ImageLimits } from '../imageLimits.ts';
import type { DrawnPage, PageWish } from './drawPage.ts';
import { PdfThread } from './pdfThread.ts';

/** A page as a PNG file. */
export interface RenderedPdfPage extends Omit<DrawnPage, 'rgbx'> {
  readonly png: Uint8Array;
}

/** Draws a page of a PDF document. */
export async function renderPage(wish: PageWish, limits: ImageLimits): Promise<RenderedPdfPage> {
  const { width, height, pages, rgbx } = await thread.draw(wish, limits.decodeSeconds);
  const raw = { width, height, channels: 4 } as const;
  // Quick rather than small: it is read again at once.
  const png = await sharp(rgbx, { raw }).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
  return { width, height, pages, png };
}

/** How a page of a document is called: as in the address of a web page. */
export const pageName = (name: string, page: number) => `${name}#page=${page}`;

const thread = new PdfThread();
