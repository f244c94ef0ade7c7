import { EngineError } from '../../api/errors.ts';
import { clause, type Remark } from '../../api/remarks.ts';
import { pageSize, type PixelSize } from './pageSize.ts';
import type { Pdfium } from './pdfium.ts';

/** A document and which page of it is wanted. */
export interface PageWish {
  readonly bytes: Uint8Array;
  /** By which messages call the document. */
  readonly name: string;
  /** From 1. */
  readonly page: number;
  /** Most pixels of the longer side; by default as many as a model can make use of. */
  readonly longestSide?: number;
}

/** A page as pixels, and how many the document has. */
export interface DrawnPage extends PixelSize {
  readonly pages: number;
  /** Red, green, blue and an unused byte of each pixel, row by row. */
  readonly rgbx: Uint8Array;
}

/** Draws one page over white. */
export function drawPage(pdfium: Pdfium, wish: PageWish): DrawnPage {
  return withMemory(pdfium, wish, wish.bytes.length, (memory) => {
    pdfium.HEAPU8.set(wish.bytes, memory);
    const document = pdfium._FPDF_LoadMemDocument(memory, wish.bytes.length, 0);
    if (document === 0) throw refusal(pdfium._FPDF_GetLastError(), wish);
    try {
      return drawFrom(pdfium, document, wish);
    } finally {
      pdfium._FPDF_CloseDocument(document);
    }
  });
}

/** Documents beyond this are made to be a burden. */
const mostPages = 20_000;

function drawFrom(pdfium: Pdfium, document: number, wish: PageWish): DrawnPage {
  const { name: image, page } = wish;
  const pages = pdfium._FPDF_GetPageCount(document);
  if (pages > mostPages) throw new EngineError('image/too-many-pages', { image, pages, limitPages: mostPages });
  if (!Number.isInteger(page) || page < 1 || page > pages)
    throw new EngineError('image/no-such-page', { image, page, pages });
  const opened = pdfium._FPDF_LoadPage(document, page - 1);
  if (opened === 0) throw damaged(wish, clause('page {page} cannot be opened', { page }));
  try {
    const points = { width: pdfium._FPDF_GetPageWidth(opened), height: pdfium._FPDF_GetPageHeight(opened) };
    const size = pageSize(points, wish.longestSide);
    if (!size) throw damaged(wish, clause('page {page} has no size', { page }));
    return { ...size, pages, rgbx: drawPixels(pdfium, opened, size, wish) };
  } finally {
    pdfium._FPDF_ClosePage(opened);
  }
}

function drawPixels(pdfium: Pdfium, page: number, { width, height }: PixelSize, wish: PageWish): Uint8Array {
  const sizeBytes = width * height * bytesPerPixel;
  return withMemory(pdfium, wish, sizeBytes, (memory) => {
    const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, blueGreenRedUnused, memory, width * bytesPerPixel);
    if (bitmap === 0) throw damaged(wish, clause('there is not enough memory for a page of this size'));
    try {
      pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
      pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, upright, withNotes | redFirst);
      return pdfium.HEAPU8.slice(memory, memory + sizeBytes);
    } finally {
      pdfium._FPDFBitmap_Destroy(bitmap);
    }
  });
}

const bytesPerPixel = 4;
/** `FPDFBitmap_BGRx` */
const blueGreenRedUnused = 3;
const white = 0xffffffff;
const upright = 0;
/** `FPDF_ANNOT`: what readers have written on the page belongs to what is seen. */
const withNotes = 0x01;
/** `FPDF_REVERSE_BYTE_ORDER` */
const redFirst = 0x10;

function withMemory<T>(pdfium: Pdfium, wish: PageWish, sizeBytes: number, use: (address: number) => T): T {
  const address = pdfium.wasmExports.malloc(sizeBytes);
  if (address === 0) throw damaged(wish, clause('there is not enough memory for it'));
  try {
    return use(address);
  } finally {
    pdfium.wasmExports.free(address);
  }
}

/** Why a document was not opened, by the renderer's number (fpdfview.h). */
function refusal(code: number, wish: PageWish): EngineError {
  if (code === needsPassword || code === otherSecurity) return new EngineError('image/locked', { image: wish.name });
  return damaged(wish, clause('it is no PDF document that can be opened'));
}

const needsPassword = 4;
const otherSecurity = 5;

const damaged = ({ name: image }: PageWish, reason: Remark) => new EngineError('image/damaged', { image, reason });
