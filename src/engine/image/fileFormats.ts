import { clause, type Said } from '../api/remarks.ts';

/** Formats that can be read, for messages. */
export const readableFormats = 'JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG, PDF';

/** What the first bytes of a file say it is. */
export interface FileFormat {
  readonly name: Said;
  readonly readable: boolean;
}

/** Recognises a picture's format by its first bytes, those that are not read included. */
export function recogniseFormat(bytes: Uint8Array): FileFormat | undefined {
  // Latin-1 gives one character a byte, so that the signatures can be written as patterns.
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return signatures.find(({ pattern }) => pattern.test(start));
}

/** Whether this is a document whose pages are pictures. */
export function isPdf(bytes: Uint8Array): boolean {
  return recogniseFormat(bytes)?.name === 'PDF';
}

const pdfStart = /^(\xef\xbb\xbf)?\s*%PDF-/;

const signatures: readonly (FileFormat & { readonly pattern: RegExp })[] = [
  { name: 'JPEG', readable: true, pattern: /^\xff\xd8\xff/ },
  { name: 'PNG', readable: true, pattern: /^\x89PNG/ },
  { name: 'GIF', readable: true, pattern: /^GIF8[79]a/ },
  { name: 'WebP', readable: true, pattern: /^RIFF.{4}WEBP/s },
  { name: 'TIFF', readable: true, pattern: /^(II[*+]\0|MM\0[*+])/ },
  { name: 'AVIF', readable: true, pattern: /^.{4}ftypavi[fs]/s },
  { name: 'SVG', readable: true, pattern: /^(\xef\xbb\xbf)?\s*<[?!]?.*?svg[\s>]/s },
  { name: clause('an HEIC picture'), readable: false, pattern: /^.{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/s },
  { name: clause('a video'), readable: false, pattern: /^(.{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI )/s },
  { name: clause('a BMP picture'), readable: false, pattern: /^BM.{4}\0{4}/s },
  { name: clause('an icon (ICO)'), readable: false, pattern: /^\0\0[\x01\x02]\0/ },
  { name: clause('a JPEG 2000 picture'), readable: false, pattern: /^(\0{3}\x0cjP {2}|\xff\x4f\xff\x51)/ },
  { name: clause('a JPEG XL picture'), readable: false, pattern: /^(\xff\x0a|\0{3}\x0cJXL )/ },
  { name: clause('a Photoshop document'), readable: false, pattern: /^8BPS/ },
  { name: 'PDF', readable: true, pattern: pdfStart },
  { name: clause('a portable pixmap (PBM, PGM or PPM)'), readable: false, pattern: /^P[1-7]\s/ },
  { name: clause('an OpenEXR picture'), readable: false, pattern: /^v\/1\x01/ },
  { name: clause('a Radiance picture'), readable: false, pattern: /^#\?R(ADIANC|GB)E/ },
];
