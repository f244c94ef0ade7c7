import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumModule } from '@hyzyla/pdfium';

/** Chromium's renderer of PDF files, as WebAssembly: it has no script engine, and reaches neither files nor network. */
export type Pdfium = Awaited<ReturnType<typeof PDFiumModule>>;

/** Loads the renderer from the file beside its package. */
export async function loadPdfium(): Promise<Pdfium> {
  const file = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  const { buffer, byteOffset, byteLength } = await readFile(file);
  const wasmBinary = buffer.slice(byteOffset, byteOffset + byteLength);
  // Without a place given, the loader would look for one in ways that only a web page has.
  const pdfium = await PDFiumModule({ wasmBinary, locateFile: (path) => path });
  pdfium._FPDF_InitLibraryWithConfig({
    version: 2,
    m_pIsolate: null,
    m_pUserFontPaths: null,
    m_v8EmbedderSlot: 0,
    m_pPlatform: null,
  });
  return pdfium;
}
